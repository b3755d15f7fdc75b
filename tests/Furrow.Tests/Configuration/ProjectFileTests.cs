using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Safety;

namespace Furrow.Tests.Configuration;

public sealed class ProjectFileTests
{
    // The example of the documentation, whole.
    private const string Whole = """
        name: pilates                          # default: the folder's name
        database: ${DATABASE_URL}              # default sqlite:.furrow/<name>.db
        environment: development               # the default
        environments: { demo: { folders: [base, demo], like: staging } }
        schema: furrow_state
        schemas: [public, billing]
        lock: lease
        migrations: { path: db/migrations, format: auto, rollback_limit: 7, lock_timeout: 1m30s, ignore: [a.go] }
        seeds:      { path: db/seeds, references: [bin/App.dll], allow_secrets: [base/05_demo_keys] }
        scenarios:  { path: db/scenarios, default: studio, memory: 2GiB }
        snapshots:  { path: db/snapshots, keep: 3, max_age: 2h, max_size: 1GiB, after_setup: dev }
        setup:      { generate: { preset: light, random_seed: -4, as_of: monday, parameters: { students: 10 } } }
        sensitive:  { users.email: { generate: email }, users.password_hash: null, users.phone: exclude,
                      users.name: keep }
        hooks:      { before_restore: docker compose stop backend, after_restore: docker compose start backend }
        log:        { format: json, file: logs/furrow.json }
        """;

    private static readonly Dictionary<string, string> Variables =
        new(StringComparer.Ordinal) { ["DATABASE_URL"] = "postgres://u@h/d" };

    [Fact]
    public void Every_key_is_read()
    {
        ProjectFile file = ProjectFile.Parse(Whole, "furrow.yaml", Variables);

        Assert.Equal(new Located<string>("pilates", 1, 7), file.Name);
        Assert.Equal(new Located<string>("postgres://u@h/d", 2, 11), file.Database);
        Assert.Equal("development", file.Environment?.Value);
        Assert.Equal("furrow_state", file.StateSchema?.Value);
        Assert.Equal(["public", "billing"], file.Schemas!.Value);
        Assert.Equal(LockKind.Lease, file.Lock?.Value);
        Assert.Equal(LogFormat.Json, file.LogFormat?.Value);
        Assert.Equal("logs/furrow.json", file.LogFile?.Value);
        EnvironmentDefinition demo = file.Environments.Find("demo")!;
        Assert.Equal(EnvironmentKind.Staging, demo.VerdictsLike);
        Assert.Equal(["base", "demo"], demo.Folders);
    }

    [Fact]
    public void Every_key_of_the_sections_is_read()
    {
        ProjectFile file = ProjectFile.Parse(Whole, "furrow.yaml", Variables);

        Assert.Equal("db/migrations", file.Migrations.Path);
        Assert.Equal(MigrationFormat.Auto, file.Migrations.Format);
        Assert.Equal(7, file.Migrations.RollbackLimit);
        Assert.Equal(TimeSpan.FromSeconds(90), file.Migrations.LockTimeout);
        Assert.Equal(["a.go"], file.Migrations.Ignore);
        Assert.Equal("db/seeds", file.Seeds.Path);
        Assert.Equal(["bin/App.dll"], file.Seeds.References);
        Assert.Equal(["base/05_demo_keys"], file.Seeds.AllowSecrets);
        Assert.Equal(new() { Path = "db/scenarios", Default = "studio", MemoryBytes = 2L << 30 }, file.Scenarios);
        SnapshotsSettings snapshots = new()
        {
            Path = "db/snapshots",
            Keep = 3,
            MaxAge = TimeSpan.FromHours(2),
            MaxSizeBytes = 1L << 30,
            AfterSetup = "development",
        };
        Assert.Equal(snapshots, file.Snapshots);
        Assert.Equal("light", file.Setup.Generate!.Preset);
        Assert.Equal(-4, file.Setup.Generate.RandomSeed);
        Assert.Equal("monday", file.Setup.Generate.AsOf);
        Assert.Equal("10", file.Setup.Generate.Parameters["students"]);
        Assert.Equal("docker compose stop backend", file.Hooks.BeforeRestore);
        Assert.Equal("docker compose start backend", file.Hooks.AfterRestore);
    }

    [Fact]
    public void Sensitive_columns_say_what_happens_to_them()
    {
        ProjectFile file = ProjectFile.Parse(
            Whole.Replace("users.name: keep", "'Odd \"\"\"\".\"T.1\".c': keep", StringComparison.Ordinal),
            "furrow.yaml",
            Variables);

        Assert.Equal(
            [
                new(null, "users", "email", SensitiveTreatment.Generate, "email"),
                new(null, "users", "password_hash", SensitiveTreatment.Null, null),
                new(null, "users", "phone", SensitiveTreatment.Exclude, null),
                new("Odd \"", "T.1", "c", SensitiveTreatment.Keep, null),
            ],
            file.Sensitive);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n...\n")]
    [InlineData("name:\ndatabase: null\nmigrations: ~\nsensitive:\nsetup: { generate: null }\nlog: { file: null }\n")]
    public void An_empty_file_has_the_documented_defaults(string text)
    {
        ProjectFile file = ProjectFile.Parse(text, "furrow.yaml");

        Assert.Null(file.Name);
        Assert.Null(file.Database);
        Assert.Null(file.Environment);
        Assert.Null(file.Schemas);
        Assert.Null(file.LogFile);
        Assert.Equal(EnvironmentCatalog.BuiltIn.All, file.Environments.All);
        Assert.Equal(new MigrationsSettings(), file.Migrations);
        Assert.Equal("migrations", file.Migrations.Path);
        Assert.Equal(10, file.Migrations.RollbackLimit);
        Assert.Equal(TimeSpan.FromSeconds(5), file.Migrations.LockTimeout);
        Assert.Equal("seeds", file.Seeds.Path);
        Assert.Equal("scenarios", file.Scenarios.Path);
        Assert.Equal(new SnapshotsSettings(), file.Snapshots);
        Assert.Equal(TimeSpan.FromDays(90), file.Snapshots.MaxAge);
        Assert.Equal(5_000_000_000, file.Snapshots.MaxSizeBytes);
        Assert.Null(file.Setup.Generate);
        Assert.Empty(file.Sensitive);
        Assert.Equal(new HooksSettings(), file.Hooks);
    }

    [Fact]
    public void Anchors_may_be_used()
    {
        ProjectFile file = ProjectFile.Parse(
            "seeds: { path: &folder data }\nscenarios: { path: *folder }\n", "furrow.yaml");
        Assert.Equal("data", file.Scenarios.Path);
    }

    [Fact]
    public void Nothing_of_the_file_shows_when_it_is_written_out()
    {
        ProjectFile file = ProjectFile.Parse(
            "database: postgres://u:s3cret@h/d\nhooks: { before_restore: PW=s3cret run }\n", "furrow.yaml");
        Assert.DoesNotContain("s3cret", $"{file} {file.Hooks}", StringComparison.Ordinal);
    }
}

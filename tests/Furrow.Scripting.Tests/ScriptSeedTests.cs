using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Scripting.Tests;

/// <summary>Seeds in <c>.cs</c> files, from text to rows.</summary>
public sealed class ScriptSeedTests : IDisposable
{
    private readonly ScriptProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task The_design_s_example_runs()
    {
        _project.Files.Write("migrations/3_studios.up.sql", """
            CREATE TABLE studios (id INTEGER PRIMARY KEY, slug text UNIQUE);
            ALTER TABLE users ADD COLUMN studio_id integer REFERENCES studios (id);
            """);
        _project.Files.Seed("base/00_roles.sql", "INSERT INTO studios (slug) VALUES ('other'), ('main');");
        _project.Files.Seed("development/01_test_users.cs", """
            public sealed class TestUsers : Seed
            {
                public override SeedInfo Info => new("1.0.0", "Users that log in") { Depends = ["base/00_roles"] };

                public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
                {
                    var studio = await context.FindAsync("studios", new { slug = "main" }, cancellationToken);
                    await context.UpsertAsync("users", key: ["email"], Users(studio), cancellationToken);
                }

                private static IEnumerable<object> Users(FoundRow? studio) => Enumerable.Range(1, 3)
                    .Select(n => new { Email = $"user{n}@example.com", StudioId = studio });
            }
            """);
        SetupResult result = await _project.SetupAsync();
        Assert.Equal(3, result.Seeds.Seeds[1].Tables.Single().Inserted);
        Assert.Equal(
            ["user1@example.com 2", "user2@example.com 2", "user3@example.com 2"],
            _project.Rows("SELECT email || ' ' || studio_id FROM users"));
        Assert.False((await _project.SetupAsync()).Seeds.DidAnything);
    }

    [Fact]
    public async Task Metadata_is_read_from_the_class_and_from_comments_without_running_either()
    {
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"a\"")).Seed("base/01_b.cs", """"
            // requires: 1
            // tables: log
            public sealed class B : Seed
            {
                public B() => throw new InvalidOperationException("made");

                public override SeedInfo Info
                {
                    get { return new SeedInfo(Description: "What " + @"it ""is""", Version: "2.1")
                    {
                        Depends = ["base/00_a"], Policy = SeedPolicy.OnChange, IsVolatile = true,
                    }; }
                }

                public override Task RunAsync(SeedContext context, CancellationToken cancellationToken) =>
                    Task.CompletedTask;
            }
            """");
        IReadOnlyList<SeedFile> seeds = await _project.ListAsync();
        Assert.Equal([SeedKind.Cs, SeedKind.Cs], seeds.Select(seed => seed.Kind));
        Assert.Equal(("1.0.0", SeedPolicy.Once, ""), (seeds[0].Version, seeds[0].Policy, seeds[0].Description));
        SeedFile b = seeds[1];
        Assert.Equal(("2.1", SeedPolicy.OnChange, "What it \"is\""), (b.Version, b.Policy, b.Description));
        Assert.Equal("base/00_a 1 log", $"{b.Depends.Single()} {b.Requires.Single()} {b.Tables.Single()}");
        Assert.True(b.IsVolatile);

        await using FurrowProject project = await _project.OpenAsync();
        await project.PlanAsync(new QueryOptions(), ScriptProject.Token);
        Assert.True((await project.DoctorAsync(new Furrow.Workflows.DoctorOptions(), ScriptProject.Token)).IsHealthy);
        Assert.Equal("InvalidOperationException: made", (await _project.FailsAsync()).Message);
    }

    [Theory]
    [InlineData("=> new(Name);", 3, "version is read without running anything")]
    [InlineData("=> new($\"1.{2}\");", 3, "version is read without running anything")]
    [InlineData("=> new(\"1.0.0\")\n    { Depends = Names() };", 4, "list of literal texts")]
    [InlineData("=> new() { Depends = [nameof(Rows)] };", 3, "list of literal texts")]
    [InlineData("=> new() { Depends = [..Names] };", 3, "list of literal texts")]
    [InlineData("=> new() { IsVolatile = 1 > 0 };", 3, "true or false")]
    [InlineData("=> new() { Policy = (SeedPolicy)2 };", 3, "policy has to be")]
    [InlineData("=> new() { Volatile = true };", 3, "nothing called 'Volatile'")]
    [InlineData("=> Make();", 3, "read without running it")]
    [InlineData("=> new(\"one\");", 3, "version is 'one'")]
    [InlineData("=> new(\"1.0.0\") { Tables = [\"log\" };", 3, "CS1003")]
    public async Task What_is_no_literal_is_refused_at_its_line(string info, int line, string message)
    {
        _project.Files.Seed(
            "base/00_a.cs", ScriptProject.Head + "    public override SeedInfo Info " + info + "\n"
                + ScriptProject.Class("")[ScriptProject.Head.Length..]);
        FurrowException error = await _project.FailsAsync(ErrorCode.SeedInvalid);
        Assert.Equal(("seeds/base/00_a.cs", line), (error.File, error.Line));
        Assert.Contains(message, $"{error.Message}\n{error.Detail}", StringComparison.Ordinal);
        Assert.Empty(_project.Rows("SELECT name FROM sqlite_master WHERE name = 'log'"));
    }

    [Fact]
    public async Task A_key_in_class_and_comment_a_name_and_a_second_seed_are_refused()
    {
        _project.Files.Seed("base/00_a.cs", "// version: 1.0.0\n" + WithInfo("A"))
            .Seed("base/01_b.cs", "[Seed(\"base/b\")]\n" + WithInfo("B"))
            .Seed("base/02_c.cs", WithInfo("C") + WithInfo("D"));
        string detail = (await _project.FailsAsync(ErrorCode.SeedInvalid)).Detail!;
        Assert.Contains("seeds/base/00_a.cs:2: version is given twice", detail, StringComparison.Ordinal);
        Assert.Matches("seeds/base/01_b.cs:1:[0-9]+: the seed's name is its file's", detail);
        Assert.Matches("seeds/base/02_c.cs:2:[0-9]+: a second class with an Info", detail);

        static string WithInfo(string name) => $"public sealed class {name} : Seed {{ public override SeedInfo Info => "
            + "new(\"1.0\"); public override Task RunAsync(SeedContext c, CancellationToken t) "
            + "=> Task.CompletedTask; }\n";
    }

    [Fact]
    public async Task Every_compile_error_is_shown_with_its_place_before_anything_runs()
    {
        _project.Files.Seed("base/00_ok.sql", "INSERT INTO log (what) VALUES ('ran');")
            .Seed("base/01_bad.cs", ScriptProject.Class("int x = \"text\";\n        Nothing();"))
            .Seed("base/02_worse.cs", ScriptProject.Class("await context.Insert();"))
            .Seed("base/03_none.cs", "public static class Helpers { }")
            .Seed("base/04_two.cs", ScriptProject.Class("") + ScriptProject.Class("").Replace("Rows", "More"))
            .Seed("base/05_made.cs", ScriptProject.Class("", "public Rows(int number) { }"));
        FurrowException error = await _project.FailsAsync(ErrorCode.SeedInvalid);
        string[] lines = error.Detail!.Split('\n');
        Assert.Contains(lines, line => line.StartsWith("seeds/base/01_bad.cs:5:17: CS0029", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("seeds/base/01_bad.cs:6:9: CS0103", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("seeds/base/02_worse.cs:5:23: CS1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("no class that derives from Seed", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("holds 2 seeds: Rows, More", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("05_made.cs:1:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(": Rows cannot be made", StringComparison.Ordinal));

        // Not even the first migration.
        Assert.Empty(_project.Rows("SELECT name FROM sqlite_master WHERE name = 'log'"));
    }

    [Fact]
    public async Task What_a_seed_throws_is_told_with_file_line_and_the_way_there()
    {
        _project.Files.Seed("_shared/users.cs", """
            public static class Users
            {
                public static async Task CreateAsync(SeedContext context, string email)
                {
                    await Task.Yield();
                    throw new InvalidOperationException("no such state");
                }
            }
            """);
        _project.Files.Seed("base/00_a.cs", ScriptProject.Class("await Users.CreateAsync(context, \"x\");"));
        FurrowException error = await _project.FailsAsync();
        Assert.Equal("InvalidOperationException: no such state", error.Message);
        Assert.Equal(("seeds/_shared/users.cs", 6), (error.File, error.Line));
        Assert.Equal(
            "at CreateAsync in seeds/_shared/users.cs:6\nat RunAsync in seeds/base/00_a.cs:5", error.Detail);
    }

    [Fact]
    public async Task A_row_that_does_not_fit_is_told_with_the_line_that_gave_it()
    {
        _project.Files.Seed(
            "base/00_a.cs",
            ScriptProject.Class("""
                await Task.Yield();
                await context.InsertAsync("users", new { emial = 1 }, cancellationToken);
                """));
        FurrowException error = await _project.FailsAsync();
        Assert.Equal(("seeds/base/00_a.cs", 6), (error.File, error.Line));
        Assert.Contains("did you mean email?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T13_data_files_are_found_beside_the_seed_whatever_the_current_directory()
    {
        _project.Files.Seed("base/data/users.csv", "ann@example.com\nbob@example.com\n")
            .Seed("base/00_a.cs", ScriptProject.Class("""
                using var file = context.OpenText("data/users.csv");
                while (await file.ReadLineAsync(cancellationToken) is { } email)
                    await context.InsertAsync("users", new { email }, cancellationToken);
                if (context.SeedDirectory != Path.GetDirectoryName(Path.GetFullPath(context.SeedDirectory + "/x")))
                    throw new InvalidOperationException(context.SeedDirectory);
                """));
        Assert.NotEqual(_project.Files.Path, Environment.CurrentDirectory);
        await _project.SetupAsync();
        Assert.Equal(["ann@example.com", "bob@example.com"], _project.Rows("SELECT email FROM users ORDER BY id"));
    }

    [Fact]
    public async Task Seeds_share_the_files_whose_names_begin_with_an_underscore()
    {
        _project.Files
            .Seed("_all.cs", "public static class All { public const string Word = \"all\"; }")
            .Seed("base/_base.cs", "public abstract class Saying : Seed { protected abstract string Word { get; }\n"
                + "public override Task RunAsync(SeedContext c, CancellationToken t) => Helper.SayAsync(c, Word, t); }")
            .Seed("_shared/deep/er/helper.cs", "public static class Helper {\n"
                + "public static Task SayAsync(SeedContext c, string what, CancellationToken t) =>\n"
                + "c.InsertAsync(\"log\", new { what }, t); }")
            .Seed("base/00_a.cs", "public sealed class A : Saying { protected override string Word => All.Word; }")
            .Seed("development/00_b.cs", "public sealed class B : Saying { protected override string Word => \"b\"; }");
        SetupResult result = await _project.SetupAsync();
        Assert.Equal(["base/00_a", "development/00_b"], result.Seeds.Seeds.Select(seed => seed.Name));
        Assert.Equal(["all", "b"], _project.Log());
    }

    [Fact]
    public async Task A_shared_file_with_an_error_is_told_once()
    {
        _project.Files.Seed("_all.cs", "public static class All { public Nothing Word; }")
            .Seed("base/00_a.cs", ScriptProject.Say("\"a\"")).Seed("base/01_b.cs", ScriptProject.Say("\"b\""));
        FurrowException error = await _project.FailsAsync(ErrorCode.SeedInvalid);
        Assert.Equal(("seeds/_all.cs", 1), (error.File, error.Line));
        Assert.Equal(1, error.Detail!.Split('\n').Count(line => line.Contains("CS0246", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Names_and_texts_may_be_anything()
    {
        _project.Files.Seed("base/00_it's \"odd\"; DROP 表.cs", ScriptProject.Say("\"'; DROP TABLE log; -- 表\""));
        await _project.SetupAsync();
        Assert.Equal(["'; DROP TABLE log; -- 表"], _project.Log());
    }

    [Fact]
    public async Task A_changed_seed_drifts_and_a_new_version_upgrades_by_its_own_way()
    {
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"one\""));
        await _project.SetupAsync();
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"two\""));
        await _project.FailsAsync(ErrorCode.SeedDrift);
        _project.Files.Seed("base/00_a.cs", "// version: 2.0.0\n" + ScriptProject.Class("", """
            public override async Task UpgradeAsync(SeedContext context, string from, CancellationToken token) =>
                await context.InsertAsync("log", new { what = "from " + from }, token);
            """));
        Assert.Equal(SeedOutcome.Upgraded, (await _project.SetupAsync()).Seeds.Seeds.Single().Outcome);
        Assert.Equal(["one", "from 1.0.0"], _project.Log());
    }

    [Fact]
    public async Task Without_a_compiler_a_seed_says_what_to_add()
    {
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"a\""));
        await using FurrowProject project = await FurrowProject.OpenAsync(
            _project.Files.Path, options => options.UseSqlite(), ScriptProject.Token);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => project.SetupAsync(new SetupOptions(), ScriptProject.Token));
        Assert.Equal((ErrorCode.SeedInvalid, "seeds/base/00_a.cs"), (error.Code, error.File));
        Assert.Contains("UseScripting()", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_in_an_endless_loop_ends_with_the_command()
    {
        _project.Files.Seed(
            "base/00_a.cs", ScriptProject.Class("context.Log(\"looping\"); while (true) Thread.Sleep(20);"));
        using CancellationTokenSource cancel = new();
        _project.Events.On = told => _ = told is Events.SeedLogged ? cancel.CancelAsync() : null;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _project.SetupAsync(cancel.Token));
    }

    [Fact]
    public async Task A_seed_that_create_seed_wrote_compiles_whatever_it_was_called()
    {
        await using FurrowProject project = await _project.OpenAsync();
        string[] names = ["it's a \"test\": x\n\" }; \\", "9 lives", "表 only x"];
        foreach (string name in names)
        {
            await project.CreateSeedAsync(new CreateSeedOptions(name) { Kind = SeedKind.Cs }, ScriptProject.Token);
        }

        IReadOnlyList<SeedFile> seeds = await _project.ListAsync();
        Assert.Equal(["it's a \"test\": x \" }; \\", "9 lives", "表 only x"], seeds.Select(seed => seed.Description));
        Assert.Equal(3, (await _project.SetupAsync()).Seeds.Seeds.Length);
    }
}

using Furrow.Errors;
using Furrow.Configuration;
using Furrow.Providers;

namespace Furrow.Tests.Configuration;

/// <summary>Which source wins, and that the winner is named.</summary>
public sealed class ConfigurationResolverTests
{
    /// <summary>Every source of the database, the strongest first; each row leaves the ones above it out.</summary>
    private static readonly Row[] DatabaseSources =
    [
        new("--database", SettingSource.Option, "option", g => g.Overrides = new() { Database = "sqlite:option" }),
        new("FURROW_DATABASE", SettingSource.Variable, "v1", g => g.Variables["FURROW_DATABASE"] = "postgres://h/v1"),
        new("DATABASE_URL", SettingSource.Variable, "v2", g => g.Variables["DATABASE_URL"] = "postgres://h/v2"),
        new(".env line 2 (FURROW_DATABASE)", SettingSource.DotEnv, "e", g => g.DotEnv[1] = "FURROW_DATABASE=sqlite:e"),
        new(".env line 3 (DATABASE_URL)", SettingSource.DotEnv, "e2", g => g.DotEnv[2] = "DATABASE_URL='sqlite:e2'"),
        new("furrow.yaml line 2", SettingSource.ProjectFile, "file", g => g.File[1] = "database: postgres://h/file"),
        new("PGDATABASE", SettingSource.Variable, "pg", g => g.Variables["PGDATABASE"] = "pg"),
        new("POSTGRES_DB", SettingSource.Variable, "image", g => g.Variables["POSTGRES_DB"] = "image"),
        new(".env line 5 (PGDATABASE)", SettingSource.DotEnv, "epg", g => g.DotEnv[4] = "PGDATABASE=epg"),
        new(".env line 7 (POSTGRES_DB)", SettingSource.DotEnv, "eimage", g => g.DotEnv[6] = "POSTGRES_DB=eimage"),
        new("default", SettingSource.Default, "studio.db", _ => { }),
    ];

    private static readonly string[] EnvironmentVariables =
        ["FURROW_ENV", "DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT", "APP_ENV", "NODE_ENV"];

    public static TheoryData<int> DatabaseRows => [.. Enumerable.Range(0, DatabaseSources.Length)];

    public static TheoryData<int> EnvironmentRows => [.. Enumerable.Range(0, EnvironmentVariables.Length)];

    [Theory]
    [MemberData(nameof(DatabaseRows))]
    public void The_strongest_source_names_the_database(int strongest)
    {
        var given = new Given();
        foreach (Row row in DatabaseSources[strongest..]) row.Give(given);

        Setting<DatabaseAddress> database = given.Resolve().Database;

        Assert.Equal(DatabaseSources[strongest].Database, database.Value.DatabaseName);
        Assert.Equal(DatabaseSources[strongest].Source, database.Source);
        Assert.Equal(DatabaseSources[strongest].Origin, database.Origin);
    }

    [Theory]
    [MemberData(nameof(DatabaseRows))]
    public void A_source_alone_names_the_database(int row)
    {
        var given = new Given();
        DatabaseSources[row].Give(given);

        Setting<DatabaseAddress> database = given.Resolve().Database;

        Assert.Equal(DatabaseSources[row].Database, database.Value.DatabaseName);
        Assert.Equal(DatabaseSources[row].Source, database.Source);
        Assert.Equal(DatabaseSources[row].Origin, database.Origin);
    }

    [Theory]
    [MemberData(nameof(EnvironmentRows))]
    public void The_first_variable_names_the_environment(int strongest)
    {
        // The process's weakest variable beats the strongest of .env.
        var given = new Given { File = { [1] = "environment: staging" } };
        given.DotEnv[0] = "FURROW_ENV=staging";
        foreach (string name in EnvironmentVariables[strongest..]) given.Variables[name] = "staging";
        given.Variables[EnvironmentVariables[strongest]] = "Prod";

        Setting<EnvironmentDefinition> environment = given.Resolve().Environment;

        Assert.Equal("production", environment.Value.Name);
        Assert.Equal(SettingSource.Variable, environment.Source);
        Assert.Equal(EnvironmentVariables[strongest], environment.Origin);
    }

    [Theory]
    [MemberData(nameof(EnvironmentRows))]
    public void The_first_line_of_dot_env_names_the_environment(int strongest)
    {
        var given = new Given { File = { [1] = "environment: staging" } };
        for (int row = strongest; row < EnvironmentVariables.Length; row++)
            given.DotEnv[row] = $"{EnvironmentVariables[row]}={(row == strongest ? "testing" : "staging")}";

        Setting<EnvironmentDefinition> environment = given.Resolve().Environment;

        Assert.Equal("test", environment.Value.Name);
        Assert.Equal($".env line {strongest + 1} ({EnvironmentVariables[strongest]})", environment.Origin);
    }

    [Fact]
    public void The_environment_comes_from_option_file_or_default_and_says_which()
    {
        var given = new Given();
        ProjectConfiguration byDefault = given.Resolve();
        Assert.Equal(("development", "default"), (byDefault.Environment.Value.Name, byDefault.Environment.Origin));
        Assert.False(byDefault.EnvironmentNamedExplicitly);
        Assert.False(byDefault.EnvironmentGivenAsOption);

        given.File[1] = "environment: stage";
        ProjectConfiguration byFile = given.Resolve();
        Assert.Equal(("staging", "furrow.yaml line 2"), (byFile.Environment.Value.Name, byFile.Environment.Origin));
        Assert.True(byFile.EnvironmentNamedExplicitly);
        Assert.False(byFile.EnvironmentGivenAsOption);

        given.Variables["FURROW_ENV"] = "test";
        given.Overrides = new() { Environment = "demo" };
        given.File[2] = "environments: { demo: { like: test } }";
        ProjectConfiguration byOption = given.Resolve();
        Assert.Equal(("demo", "--env"), (byOption.Environment.Value.Name, byOption.Environment.Origin));
        Assert.True(byOption.EnvironmentNamedExplicitly);
        Assert.True(byOption.EnvironmentGivenAsOption);
    }

    [Fact]
    public void Empty_variables_count_as_not_set()
    {
        var given = new Given { DotEnv = { [0] = "DATABASE_URL=\nFURROW_ENV=''" } };
        foreach (string name in EnvironmentVariables) given.Variables[name] = "";
        given.Variables["DATABASE_URL"] = given.Variables["PGHOST"] = given.Variables["POSTGRES_DB"] = "";

        ProjectConfiguration configuration = given.Resolve();
        Assert.Equal(SettingSource.Default, configuration.Database.Source);
        Assert.Equal(SettingSource.Default, configuration.Environment.Source);
    }

    [Theory]
    [InlineData("1", null, null, true, "FURROW_DEBUG")]
    [InlineData("0", "1", null, false, "FURROW_DEBUG")]
    [InlineData(null, "1", null, true, ".env line 1 (FURROW_DEBUG)")]
    [InlineData("1", null, false, false, "--verbose")]
    [InlineData(null, null, null, false, "default")]
    public void FURROW_DEBUG_is_verbose(string? variable, string? dotEnv, bool? option, bool verbose, string origin)
    {
        var given = new Given { Overrides = new() { Verbose = option } };
        if (variable is not null) given.Variables["FURROW_DEBUG"] = variable;
        if (dotEnv is not null) given.DotEnv[0] = $"FURROW_DEBUG={dotEnv}";
        Assert.Equal((verbose, origin), (given.Resolve().Verbose.Value, given.Resolve().Verbose.Origin));
    }

    [Fact]
    public void Where_events_go_comes_from_option_before_file()
    {
        var given = new Given { File = { [1] = "log: { format: json, file: logs/x.json }" } };
        LogSettings byFile = given.Resolve().Log;
        Assert.Equal((LogFormat.Json, "furrow.yaml line 2"), (byFile.Format.Value, byFile.Format.Origin));
        Assert.Equal("/projects/studio/logs/x.json", byFile.File.Value);

        given.Overrides = new() { LogFormat = LogFormat.Text, LogFile = "mine.json" };
        LogSettings byOption = given.Resolve().Log;
        Assert.Equal((LogFormat.Text, "--log-format"), (byOption.Format.Value, byOption.Format.Origin));
        Assert.Equal(("mine.json", "--log-file"), (byOption.File.Value, byOption.File.Origin));
    }

    [Fact]
    public void Nothing_given_is_the_documented_default()
    {
        ProjectConfiguration configuration = new Given().Resolve();
        Assert.Equal(("studio", "default"), (configuration.Name.Value, configuration.Name.Origin));
        Assert.Equal("sqlite:.furrow/studio.db", configuration.Database.Value.Display);
        Assert.Equal("/projects/studio/.furrow/studio.db", configuration.Database.Value.Path);
        Assert.Equal("furrow", configuration.StateSchema.Value);
        Assert.Equal(LockKind.Auto, configuration.Lock.Value);
        Assert.Equal("/projects/studio/migrations", configuration.MigrationsDirectory);
        Assert.Equal("/projects/studio/seeds", configuration.SeedsDirectory);
        Assert.Equal("/projects/studio/scenarios", configuration.ScenariosDirectory);
        Assert.Equal("/projects/studio/snapshots", configuration.SnapshotsDirectory);
        Assert.Equal("/projects/studio/.furrow", configuration.CacheDirectory);
    }

    [Theory]
    [InlineData("/", "project")]
    [InlineData("/projects/my app", "my app")]
    [InlineData("/projects/a\\b", "a_b")]
    public void The_project_is_named_after_its_directory(string directory, string name) =>
        Assert.Equal(name, new Given { Directory = directory }.Resolve().Name.Value);

    [Fact]
    public void Variables_of_both_kinds_fill_furrow_yaml_in()
    {
        var given = new Given { File = { [1] = "database: postgres://${U}:${P}@h/${D:-app}", [2] = "name: ${D:-x}" } };
        given.Variables["U"] = "me";
        given.DotEnv[0] = "U=weaker\nP='p w'";

        ProjectConfiguration configuration = given.Resolve();
        Assert.Equal("postgres://me@h:5432/app", configuration.Database.Value.Display);
        Assert.Equal(["p w"], configuration.Database.Value.Secrets);
        Assert.Equal("furrow.yaml line 2", configuration.Database.Origin);
        Assert.Equal(("x", "furrow.yaml line 3"), (configuration.Name.Value, configuration.Name.Origin));
    }

    [Fact]
    public void Descriptions_say_where_each_setting_came_from_and_no_password()
    {
        var given = new Given { File = { [1] = "lock: lease", [2] = "environment: test" } };
        given.Variables["DATABASE_URL"] = "postgres://u:s3cret@h/d";

        ProjectConfiguration configuration = given.Resolve();
        Assert.Equal(
            [
                "name=studio (default)", "database=postgres://u@h:5432/d (DATABASE_URL)",
                "environment=test (furrow.yaml line 3)", "schema=furrow (default)", "lock=lease (furrow.yaml line 2)",
                "log.format=text (default)", "log.file=none (default)", "verbose=false (default)",
            ],
            configuration.Describe().Select(s => $"{s.Name}={s.Value} ({s.Origin})"));
        Assert.DoesNotContain("s3cret", configuration.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", given.Sources().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_database_does_not_show_when_overrides_are_written_out()
    {
        var overrides = new ProjectOverrides { Database = "postgres://u:s3cret@h/d" };
        Assert.DoesNotContain("s3cret", overrides.ToString(), StringComparison.Ordinal);
    }

    private sealed record Row(string Origin, SettingSource Source, string Database, Action<Given> Give);
}

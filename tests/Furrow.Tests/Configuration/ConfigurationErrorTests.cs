using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class ConfigurationErrorTests
{
    [Fact]
    public void A_database_variable_that_is_not_set_is_named_with_a_remedy()
    {
        FurrowException e = new Given { File = { [1] = "database: ${DATABASE_URL}" } }.Refused();
        Assert.Equal("'database': the variable DATABASE_URL is not set", e.Message);
        Assert.Equal(("furrow.yaml", 2, 11), (e.File, e.Line, e.Column));
        Assert.Contains("set DATABASE_URL", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_variable_need_not_be_set_when_a_stronger_source_names_the_database()
    {
        var given = new Given { File = { [1] = "database: ${MISSING}" } };
        given.Overrides = new() { Database = "sqlite:x.db" };
        Assert.Equal("x.db", given.Resolve().Database.Value.DatabaseName);

        given.Overrides = ProjectOverrides.None;
        given.DotEnv[0] = "FURROW_DATABASE=sqlite:y.db";
        Assert.Equal("y.db", given.Resolve().Database.Value.DatabaseName);
    }

    [Fact]
    public void An_environment_variable_need_not_be_set_when_a_stronger_source_names_the_environment()
    {
        var given = new Given { File = { [1] = "environment: ${MISSING}" } };
        Assert.Contains("MISSING is not set", given.Refused().Message, StringComparison.Ordinal);
        given.Overrides = new() { Environment = "test" };
        Assert.Equal("test", given.Resolve().Environment.Value.Name);
    }

    [Fact]
    public void A_database_with_an_empty_default_falls_through_to_the_next_source()
    {
        var given = new Given { File = { [1] = "database: ${DATABASE_URL:-}" } };
        Assert.Equal(SettingSource.Default, given.Resolve().Database.Source);
        given.Variables["PGDATABASE"] = "app";
        Assert.Equal("PGDATABASE", given.Resolve().Database.Origin);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_option_is_refused_rather_than_passed_over(string value)
    {
        Assert.Equal(
            "--database: the database's text is empty",
            new Given { Overrides = new() { Database = value } }.Refused().Message);
        Assert.StartsWith(
            $"--env: unknown environment '{value}'",
            new Given { Overrides = new() { Environment = value } }.Refused().Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_environment_is_refused_with_the_nearest_and_all_known_ones()
    {
        var given = new Given { File = { [1] = "environments: { demo: {} }" } };
        given.Overrides = new() { Environment = "demmo" };
        Assert.Equal(
            "--env: unknown environment 'demmo' — did you mean 'demo'? "
            + "Known environments: development, test, staging, production, demo",
            given.Refused().Message);
    }

    [Fact]
    public void An_unknown_environment_in_a_variable_names_the_variable_and_not_its_value()
    {
        var given = new Given();
        given.Variables["NODE_ENV"] = "s3cret";
        FurrowException e = given.Refused();
        Assert.Equal(
            "NODE_ENV: this names no environment of the project. "
            + "Known environments: development, test, staging, production",
            e.Message);
        Assert.Contains("--env", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_environment_in_furrow_yaml_has_its_place()
    {
        FurrowException e = new Given { File = { [2] = "environment: prodution" } }.Refused();
        Assert.StartsWith("furrow.yaml line 3: unknown environment 'prodution' — did you mean 'production'?", e.Message,
            StringComparison.Ordinal);
        Assert.Equal(("furrow.yaml", 3, 14), (e.File, e.Line, e.Column));
    }

    [Fact]
    public void A_bad_database_text_has_its_place()
    {
        var given = new Given { DotEnv = { [3] = "DATABASE_URL=mysql://u:s3cret@h/d" } };
        FurrowException e = given.Refused();
        Assert.StartsWith(
            ".env line 4 (DATABASE_URL): 'mysql' is no kind of database", e.Message, StringComparison.Ordinal);
        Assert.Equal((".env", 4), (e.File, e.Line));
        Assert.DoesNotContain("s3cret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_in_dot_env_is_refused_rather_than_taken_as_a_name()
    {
        var given = new Given { DotEnv = { [0] = "DATABASE_URL=postgres://${POSTGRES_USER}@h/d" } };
        Assert.Contains("'${' is not filled in here", given.Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_FURROW_DEBUG_is_refused()
    {
        var given = new Given();
        given.Variables["FURROW_DEBUG"] = "perhaps";
        Assert.Equal("FURROW_DEBUG: the value must be 1 or 0", given.Refused().Message);
    }

    [Fact]
    public void Wrong_values_of_several_sources_are_reported_at_once()
    {
        var given = new Given { Overrides = new() { Environment = "nowhere" } };
        given.Variables["DATABASE_URL"] = "postgres://h:x/d";
        FurrowException e = given.Refused();
        Assert.Equal("2 problems in the configuration", e.Message);
        Assert.Contains("--env: unknown environment", e.Detail, StringComparison.Ordinal);
        Assert.Contains("DATABASE_URL: the port is not a number", e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_dot_env_is_refused()
    {
        FurrowException e = new Given { DotEnv = { [2] = "not an assignment" } }.Refused();
        Assert.Equal((".env", 3), (e.File, e.Line));
    }
}

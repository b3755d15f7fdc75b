using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class PostgresVariablesTests
{
    [Fact]
    public void Every_variable_of_the_clients_is_used()
    {
        var given = new Given();
        given.Variables["PGHOST"] = "/var/run/postgresql";
        given.Variables["PGPORT"] = "5433";
        given.Variables["PGDATABASE"] = "a;b";
        given.Variables["PGUSER"] = "me";
        given.Variables["PGPASSWORD"] = "p\"w";
        given.Variables["PGPASSFILE"] = "/home/me/.pgpass";
        given.Variables["PGSSLMODE"] = "verify-full";

        Setting<DatabaseAddress> database = given.Resolve().Database;

        Assert.Equal(
            "Host=\"/var/run/postgresql\";Port=\"5433\";Username=\"me\";Password=\"p\"\"w\";Database=\"a;b\";"
            + "Passfile=\"/home/me/.pgpass\";SSL Mode=\"VerifyFull\"",
            database.Value.ToConnectionString());
        Assert.True(database.Value.IsLoopbackOrSocket);
        Assert.Equal("PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGPASSFILE, PGSSLMODE", database.Origin);
    }

    [Fact]
    public void Every_variable_of_the_image_is_used()
    {
        var given = new Given();
        given.Variables["POSTGRES_HOST"] = "db";
        given.Variables["POSTGRES_PORT"] = "5433";
        given.Variables["POSTGRES_DB"] = "app";
        given.Variables["POSTGRES_USER"] = "me";
        given.Variables["POSTGRES_PASSWORD"] = "pw";

        Assert.Equal(
            "Host=\"db\";Port=\"5433\";Username=\"me\";Password=\"pw\";Database=\"app\"",
            given.Resolve().Database.Value.ToConnectionString());
    }

    [Theory]
    [InlineData("POSTGRES_DB", "postgres://postgres@localhost:5432/x")]
    [InlineData("POSTGRES_USER", "postgres://x@localhost:5432/x")]
    [InlineData("POSTGRES_HOST", "postgres://postgres@x:5432/postgres")]
    [InlineData("PGDATABASE", "postgres://localhost:5432/x")]
    public void One_naming_variable_is_enough(string name, string display)
    {
        var given = new Given();
        given.Variables[name] = "x";
        Assert.Equal(display, given.Resolve().Database.Value.Display);
    }

    [Theory]
    [InlineData("PGPORT", "5433")]
    [InlineData("PGUSER", "me")]
    [InlineData("PGPASSWORD", "pw")]
    [InlineData("PGPASSFILE", "/x")]
    [InlineData("PGSSLMODE", "require")]
    [InlineData("POSTGRES_PASSWORD", "pw")]
    [InlineData("POSTGRES_PASSWORD_FILE", "/x")]
    [InlineData("POSTGRES_PORT", "5433")]
    public void Other_variables_alone_name_no_database(string name, string value)
    {
        var given = new Given();
        given.Variables[name] = value;
        Assert.Equal(SettingSource.Default, given.Resolve().Database.Source);
    }

    [Fact]
    public void A_password_in_dot_env_completes_a_host_in_the_process()
    {
        var given = new Given { DotEnv = { [0] = "PGPASSWORD=pw\nPGHOST=weaker" } };
        given.Variables["PGHOST"] = "h";
        given.Variables["PGDATABASE"] = "d";
        DatabaseAddress database = given.Resolve().Database.Value;
        Assert.Equal(("h", "pw"), (database.Host, database.Secrets.Single()));
    }

    [Theory]
    [InlineData("PGPORT", "s3cret", "PGPORT: the value must be a number from 1 to 65535")]
    [InlineData("PGSSLMODE", "s3cret", "PGSSLMODE: the value must be one of disable, allow,")]
    public void A_wrong_value_names_its_variable(string name, string value, string message)
    {
        var given = new Given();
        given.Variables["PGDATABASE"] = "d";
        given.Variables[name] = value;
        Assert.StartsWith(message, given.Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_without_database_or_user_is_refused()
    {
        var given = new Given();
        given.Variables["PGHOST"] = "h";
        Assert.Equal("PGHOST: a server is named but no database", given.Refused().Message);
    }

    [Fact]
    public void A_password_file_is_read_relative_to_the_project_without_its_last_line_break()
    {
        var given = new Given { ReadSecretFile = path => path == "/projects/studio/secrets/pw" ? "p w\r\n" : "wrong" };
        given.Variables["POSTGRES_DB"] = "d";
        given.DotEnv[1] = "POSTGRES_PASSWORD_FILE=secrets/pw";
        Assert.Equal(["p w"], given.Resolve().Database.Value.Secrets);
    }

    [Fact]
    public void A_password_file_that_cannot_be_read_is_refused_with_the_reason()
    {
        AssertRefused(_ => throw new FileNotFoundException(), "cannot be read (it does not exist)");
        AssertRefused(_ => throw new UnauthorizedAccessException(), "cannot be read (permission denied");
        AssertRefused(_ => throw new IOException(), "cannot be read (it is no readable file)");
        AssertRefused(_ => "\n", "the file that it names is empty");
    }

    [Fact]
    public void A_password_and_a_password_file_together_are_refused()
    {
        var given = new Given { ReadSecretFile = _ => "pw" };
        given.Variables["POSTGRES_DB"] = "d";
        given.Variables["POSTGRES_PASSWORD"] = "pw";
        given.Variables["POSTGRES_PASSWORD_FILE"] = "/x";
        Assert.Equal("POSTGRES_PASSWORD_FILE: POSTGRES_PASSWORD is set too", given.Refused().Message);
    }

    private static void AssertRefused(Func<string, string> read, string message)
    {
        var given = new Given { ReadSecretFile = read };
        given.Variables["POSTGRES_DB"] = "d";
        given.Variables["POSTGRES_PASSWORD_FILE"] = "/x";
        string found = given.Refused().Message;
        Assert.StartsWith("POSTGRES_PASSWORD_FILE: ", found, StringComparison.Ordinal);
        Assert.Contains(message, found, StringComparison.Ordinal);
    }
}

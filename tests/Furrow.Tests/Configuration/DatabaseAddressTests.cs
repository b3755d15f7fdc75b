using System.Data.Common;
using Furrow.Configuration;
using Furrow.Providers;

namespace Furrow.Tests.Configuration;

public sealed class DatabaseAddressTests
{
    private const string ProjectDirectory = "/project";

    [Theory]
    [InlineData("postgres://u:p@h:5433/d", "Host=h;Port=5433;Username=u;Password=p;Database=d")]
    [InlineData("postgresql://h/d", "Host=h;Database=d")]
    [InlineData("POSTGRES://h/d", "Host=h;Database=d")]
    [InlineData("postgres:///d", "Host=localhost;Database=d")]
    [InlineData("postgres://u@h", "Host=h;Username=u;Database=u")]
    [InlineData("postgres://u@h/", "Host=h;Username=u;Database=u")]
    [InlineData("postgres://h:/d", "Host=h;Database=d")]
    [InlineData("postgres://u:p@ss:w%2Frd@h/d", "Host=h;Username=u;Password=p@ss:w/rd;Database=d")]
    [InlineData("postgres://%75%40x:%E2%82%AC@h/d%20b", "Host=h;Username=u@x;Password=€;Database=d b")]
    [InlineData("postgres://[::1]:5433/d", "Host=::1;Port=5433;Database=d")]
    [InlineData("postgres://[::1]/d", "Host=::1;Database=d")]
    [InlineData("postgres://%2Fvar%2Frun/d", "Host=/var/run;Database=d")]
    [InlineData("postgres:///d?host=/var/run&port=5433", "Host=/var/run;Port=5433;Database=d")]
    [InlineData("postgres://?dbname=d&user=u&password=p", "Host=localhost;Username=u;Password=p;Database=d")]
    [InlineData("postgres://a:1,b,[::2]:3/d", "Host=a:1,b,[::2]:3;Database=d")]
    [InlineData("postgres://h/d?sslmode=verify-full", "Host=h;Database=d;SSL Mode=VerifyFull")]
    [InlineData("postgres://h/d?sslrootcert=ca&sslcert=c&sslkey=k",
        "Host=h;Database=d;Root Certificate=ca;SSL Certificate=c;SSL Key=k")]
    [InlineData("postgres://h/d?application_name=my+app&connect_timeout=5",
        "Host=h;Database=d;Application Name=my+app;Timeout=5")]
    [InlineData("postgres://h/d?options=-c%20a%3Db", "Host=h;Database=d;Options=-c a=b")]
    [InlineData("postgres://h/d?target_session_attrs=read-write",
        "Host=h;Database=d;Target Session Attributes=read-write")]
    [InlineData("postgres://h/d?passfile=/p&keepalives=0", "Host=h;Database=d;Passfile=/p;TCP Keepalive=false")]
    [InlineData("postgres://h/d?search_path=a&Max%20Pool%20Size=3",
        "Host=h;Database=d;Search Path=a;Maximum Pool Size=3")]
    [InlineData("  Server=h ; User Id=u;PWD=p;DB=d  ", "Host=h;Username=u;Password=p;Database=d")]
    [InlineData("Host=h;Password=\"a;b=c\";Database=d", "Host=h;Password=a;b=c;Database=d")]
    [InlineData("host=h:5433;database=d;sslmode=Require", "Host=h;Port=5433;Database=d;SSL Mode=Require")]
    [InlineData("Username=u;SSL Mode=verify-ca", "Host=localhost;Username=u;Database=u;SSL Mode=VerifyCA")]
    public void Forms_of_PostgreSQL_become_keywords(string text, string keywords)
    {
        DatabaseAddress address = DatabaseAddress.Parse(text, ProjectDirectory);

        Assert.Equal(DatabaseAddress.PostgresScheme, address.Scheme);
        Assert.Equal(keywords, string.Join(';', address.Keywords.Select(k => $"{k.Key}={k.Value}")));
        var read = new DbConnectionStringBuilder { ConnectionString = address.ToConnectionString() };
        Assert.All(address.Keywords, k => Assert.Equal(k.Value, read[k.Key]));
    }

    [Theory]
    [InlineData("postgres://u:s3cret@h/d", "postgres://u@h:5432/d")]
    [InlineData("postgres://h:5433/d", "postgres://h:5433/d")]
    [InlineData("postgres://u:s3cret@[::1]/d", "postgres://u@[::1]:5432/d")]
    [InlineData("postgres://u@%2Fvar%2Frun/d", "postgres://u@/d?host=/var/run&port=5432")]
    [InlineData("postgres://a:1,b/d", "postgres://a:1,b/d")]
    [InlineData("Host=h;Username=ü @;Password=s3cret;Database=a/b", "postgres://ü%20%40@h:5432/a%2Fb")]
    [InlineData("postgres://h/d?sslpassword=s3cret", "postgres://h:5432/d")]
    [InlineData("sqlite:data/x.db", "sqlite:data/x.db")]
    public void People_see_the_address_without_password(string text, string display)
    {
        DatabaseAddress address = DatabaseAddress.Parse(text, ProjectDirectory);
        Assert.Equal(display, address.Display);
        Assert.Equal(display, address.ToString());
        Assert.Equal(display, $"{new Setting<DatabaseAddress>(address, SettingSource.Default, "x").Value}");
    }

    [Theory]
    [InlineData("sqlite:x.db", "/project/x.db")]
    [InlineData("SQLite:data/../x y.db", "/project/x y.db")]
    [InlineData("sqlite:/tmp/x.db", "/tmp/x.db")]
    [InlineData("sqlite:a?b.db", "/project/a?b.db")]
    public void A_SQLite_path_is_relative_to_the_project(string text, string path)
    {
        DatabaseAddress address = DatabaseAddress.Parse(text, ProjectDirectory);
        Assert.Equal(path, address.Path);
        Assert.Equal(Path.GetFileName(path), address.DatabaseName);
        Assert.Equal($"Data Source=\"{path}\"", address.ToConnectionString());
        Assert.True(address.IsLoopbackOrSocket);
        Assert.Null(address.Host);
        Assert.Null(address.Port);
    }

    [Theory]
    [InlineData("postgres:///d", true)]
    [InlineData("postgres://LocalHost./d", true)]
    [InlineData("postgres://127.9.8.7/d", true)]
    [InlineData("postgres://[::1]/d", true)]
    [InlineData("postgres://%2Fvar%2Frun/d", true)]
    [InlineData("postgres://localhost:1,127.0.0.1:2,[::1]:3/d", true)]
    [InlineData("postgres://localhost,db.example/d", false)]
    [InlineData("postgres://db.example/d", false)]
    [InlineData("postgres://localhost.example/d", false)]
    [InlineData("postgres://10.0.0.1/d", false)]
    [InlineData("postgres://[fe80::1]/d", false)]
    [InlineData("Host=0.0.0.0;Database=d", false)]
    public void Loopback_addresses_and_sockets_are_told_from_others(string text, bool local) =>
        Assert.Equal(local, DatabaseAddress.Parse(text, ProjectDirectory).IsLoopbackOrSocket);

    [Fact]
    public void Another_database_of_the_same_server_keeps_everything_else()
    {
        DatabaseAddress address = DatabaseAddress.Parse("postgres://u:p@h:1/d?sslmode=require", ProjectDirectory);
        DatabaseAddress maintenance = address.WithDatabase("postgres");
        Assert.Equal("postgres", maintenance.DatabaseName);
        Assert.Equal(
            DatabaseAddress.Parse("postgres://u:p@h:1/postgres?sslmode=require", ProjectDirectory), maintenance);
        Assert.NotEqual(address, maintenance);
        Assert.Equal((1, "u"), (maintenance.Port, maintenance.Username));
    }

    [Fact]
    public void A_provider_gets_the_connection_string_and_the_secrets_to_hide()
    {
        DatabaseReference postgres =
            DatabaseAddress.Parse("postgres://u:p%22w@h/d?sslpassword=k", ProjectDirectory).ToReference();
        Assert.Equal("postgres", postgres.Provider);
        Assert.Equal(
            "Host=\"h\";Username=\"u\";Password=\"p\"\"w\";Database=\"d\";SSL Password=\"k\"",
            postgres.ConnectionString);
        Assert.Equal(["p\"w", "k"], postgres.Secrets);
        Assert.False(postgres.IsLocal);

        DatabaseReference sqlite = DatabaseAddress.Parse("sqlite:x.db", ProjectDirectory).ToReference();
        Assert.Equal(("sqlite", "/project/x.db"), (sqlite.Provider, sqlite.ConnectionString));
        Assert.Equal(("x.db", true), (sqlite.DatabaseName, sqlite.IsLocal));
    }
}

using System.ComponentModel;
using Furrow.Configuration;
using Npgsql;

namespace Furrow.Postgres.Tests;

/// <summary>The engine knows the driver's keywords without seeing the driver; here the two are held together.</summary>
public sealed class ConnectionKeywordTests
{
    public static TheoryData<string> Keywords =>
    [
        .. TypeDescriptor.GetProperties(new NpgsqlConnectionStringBuilder())
            .Cast<PropertyDescriptor>()
            .Select(property => property.DisplayName)
            .Except(["Host", "Database"], StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void Every_keyword_of_the_driver_is_known_under_its_name(string keyword)
    {
        string usual = $"{new NpgsqlConnectionStringBuilder()[keyword]}";
        string value = usual.Length > 0 ? usual : keyword == "Require Auth" ? "MD5" : "any";

        DatabaseAddress address = DatabaseAddress.Parse($"Host=h;Database=d;{keyword}={value}", "/");

        Assert.Contains(keyword, address.Keywords.Select(k => k.Key));
        var read = new NpgsqlConnectionStringBuilder(address.ToConnectionString());
        Assert.Equal(value, $"{read[keyword]}", ignoreCase: true);
    }

    [Theory]
    [InlineData("sslmode=verify-full&sslnegotiation=direct&gssencmode=disable&channel_binding=require")]
    [InlineData("sslrootcert=a&sslcert=b&sslkey=c&sslpassword=d&require_auth=scram-sha-256,md5&krbsrvname=e")]
    [InlineData("keepalives=1&keepalives_idle=5&keepalives_interval=6&connect_timeout=7&load_balance_hosts=random")]
    [InlineData("target_session_attrs=prefer-standby&options=-c%20a%3Db&application_name=g&client_encoding=UTF8")]
    public void Every_parameter_of_libpq_becomes_one_that_the_driver_takes(string parameters)
    {
        DatabaseAddress address = DatabaseAddress.Parse($"postgres://u:p@h:5433/d?{parameters}", "/");

        var read = new NpgsqlConnectionStringBuilder(address.ToConnectionString());
        Assert.Equal(("h", 5433, "u", "p", "d"), (read.Host, read.Port, read.Username, read.Password, read.Database));
        Assert.Equal(5 + parameters.Split('&').Length, read.Count);
    }
}

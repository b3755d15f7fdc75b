using System.ComponentModel;
using System.Reflection;
using Furrow.Configuration;
using Npgsql;

namespace Furrow.Postgres.Tests;

/// <summary>The engine knows the driver's keywords without seeing the driver; here the two are held together.</summary>
public sealed class ConnectionKeywordTests
{
    public static TheoryData<string> Keywords =>
    [
        .. typeof(NpgsqlConnectionStringBuilder)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.GetCustomAttributesData().Any(a => a.AttributeType == typeof(NpgsqlConnectionStringPropertyAttribute)))
            .Select(p => p.GetCustomAttribute<DisplayNameAttribute>()!.DisplayName),
    ];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void Every_keyword_of_the_driver_is_known(string keyword)
    {
        object value = new NpgsqlConnectionStringBuilder()[keyword];
        string text = value is null or "" ? keyword == "Target Session Attributes" ? "any" : "x" : value.ToString()!;

        DatabaseAddress address = DatabaseAddress.Parse($"Host=h;Database=d;{keyword}={text}".Replace(
            keyword is "Host" or "Database" ? $"{keyword}={keyword[..1].ToLowerInvariant()};" : "\0", "", StringComparison.Ordinal), "/");

        Assert.Contains(address.Keywords, k => k.Key == keyword);
        _ = new NpgsqlConnectionStringBuilder(address.ToConnectionString());
    }

    [Theory]
    [InlineData("sslmode=verify-full&sslnegotiation=direct&gssencmode=disable&channel_binding=require")]
    [InlineData("sslrootcert=a&sslcert=b&sslkey=c&sslpassword=d&require_auth=password&krbsrvname=e&passfile=f")]
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

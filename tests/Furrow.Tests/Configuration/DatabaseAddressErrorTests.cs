using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class DatabaseAddressErrorTests
{
    [Theory]
    [InlineData("", "the database's text is empty")]
    [InlineData("mysql://u:s3cret@h/d", "'mysql' is no kind of database that furrow knows")]
    [InlineData("postgresql+asyncpg://u:s3cret@h/d", "'postgresql+asyncpg' is no kind of database")]
    [InlineData("s3cret/app.db", "no form that furrow knows")]
    [InlineData("u:s3cret@h/d", "no form that furrow knows")]
    [InlineData("postgres:u:s3cret@h/d", "no form that furrow knows")]
    [InlineData("postgres://u:s3cret@h:54x/d", "the port is not a number from 1 to 65535")]
    [InlineData("postgres://u:s3cret@h:0/d", "the port is not a number from 1 to 65535")]
    [InlineData("postgres://u:s3cret@h:65536/d", "the port is not a number from 1 to 65535")]
    [InlineData("postgres://h/d?port=s3cret", "the port is not a number from 1 to 65535")]
    [InlineData("Host=h;Database=d;Port=s3cret", "the port is not a number from 1 to 65535")]
    [InlineData("postgres://u:s3cret%@h/d", "bad percent-encoding in the password")]
    [InlineData("postgres://u:s3cret%2@h/d", "bad percent-encoding in the password")]
    [InlineData("postgres://u:s3cret%FF@h/d", "bad percent-encoding in the password: the bytes are not UTF-8")]
    [InlineData("postgres://%zz@h/d", "bad percent-encoding in the user")]
    [InlineData("postgres://%zz/d", "bad percent-encoding in the host")]
    [InlineData("postgres://h/%zz", "bad percent-encoding in the database")]
    [InlineData("postgres://h/d?sslmode=%zz", "bad percent-encoding in the value of a parameter")]
    [InlineData("postgres://u:s3cret%00@h/d", "'password' holds a NUL character")]
    [InlineData("postgres://u:12/s3cret@h/d", "an '@' follows the first '/' or '?'")]
    [InlineData("postgres://u:12?s3cret=1@h/d", "an '@' follows the first '/' or '?'")]
    [InlineData("postgres://u:s3cret/1/d", "the port is not a number")]
    [InlineData("postgres://h/d?sslmod=require", "unknown connection parameter 'sslmod' — did you mean 'sslmode'?")]
    [InlineData("postgres://h/d?pgbouncer=true", "unknown connection parameter 'pgbouncer'")]
    [InlineData("postgres://h/d?sslmode=s3cret", "'sslmode' must be one of disable, allow, prefer, require,")]
    [InlineData("postgres://h/d?connect_timeout=2000", "'connect_timeout' must be a whole number of seconds from 0")]
    [InlineData("postgres://h/d?sslmode", "a parameter after '?' is not name=value")]
    [InlineData("postgres://h/d?host=other", "'host' is given twice")]
    [InlineData("postgres://h", "a server is named but no database")]
    [InlineData("postgres://[::1/d", "the address in brackets is never closed")]
    [InlineData("postgres://[::1]x/d", "something other than a port follows the address in brackets")]
    [InlineData("postgres://a,,b/d", "one of the hosts is empty")]
    [InlineData("host=h dbname=d password=s3cret", "the pairs are separated by spaces")]
    [InlineData("Host=h;Databse=d", "unknown connection parameter 'databse' — did you mean 'Database'?")]
    [InlineData("Host=h;Initial Catalog=d", "unknown connection parameter 'initial catalog'")]
    [InlineData("Host=h;Database=d;Password=abc;s3cret=x", "something unknown follows the password")]
    [InlineData("Host=h;Password='s3cret", "not a list of Keyword=value")]
    [InlineData("Host=h;Username=a;User Id=b;Database=d", "is given twice")]
    [InlineData("Data Source=s3cret.db", "this is a connection string of another kind of database")]
    [InlineData("sqlite:", "'sqlite:' names no file")]
    [InlineData("sqlite:///x.db", "'sqlite://' can mean a relative or an absolute path")]
    [InlineData("sqlite::memory:", "a database in memory is gone with its connection")]
    [InlineData("sqlite:x.db?mode=ro", "a SQLite path takes no '?…' parameters")]
    [InlineData("sqlite:folder/", "the SQLite path is a folder")]
    [InlineData("sqlite:a\0b", "the SQLite path holds a control character")]
    public void Each_mistake_has_its_own_message_and_shows_no_secret(string text, string message)
    {
        FurrowException e =
            Assert.Throws<FurrowException>(() => DatabaseAddress.Parse(text, "/project", "--database"));

        Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
        Assert.StartsWith("--database: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", e + e.Hint + e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_absurd_length_is_refused()
    {
        FurrowException e = Assert.Throws<FurrowException>(
            () => DatabaseAddress.Parse("sqlite:" + new string('x', 10_000), "/project"));
        Assert.Contains("longer than 8192 characters", e.Message, StringComparison.Ordinal);
    }
}

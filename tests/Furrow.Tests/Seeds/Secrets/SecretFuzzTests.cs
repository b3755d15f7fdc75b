using FsCheck;
using FsCheck.Fluent;
using Furrow.Seeds;
using Furrow.Seeds.Secrets;
using Furrow.Sensitive.Secrets;
using Furrow.Sql;

namespace Furrow.Tests.Seeds.Secrets;

/// <summary>Whatever a seed holds, looking for secrets ends, soon, and shows none of them.</summary>
public sealed class SecretFuzzTests
{
    private static readonly string[] Parts =
    [
        "password", "token", "'", "\"", "$", "$$", "(", ")", ",", "=", ":", "{", "}", "[", "]", "\n", " ", "INSERT",
        "INTO", "VALUES", "SELECT", "COPY t (password) FROM stdin;\n", "\\.", "eyJ", ".", "://", "@", "AKIA",
        "-----BEGIN ",
        "password=", "host=", "\\", "/*", "*/", "//", "--", ";", "abc123", "\ud83d", "\u0000", "tables:", "- ", "#",
    ];

    [Fact]
    public void Any_text_is_scanned() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(60),
        Prop.ForAll(Gen.ListOf(Gen.Elements(Parts)).Select(string.Concat).ToArbitrary(), ScanAll));

    [Fact]
    public void Any_characters_are_scanned() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string>(text => ScanAll(text ?? "")));

    [Theory]
    [InlineData("eyJ")]
    [InlineData("eyJeyJ.")]
    [InlineData("a://")]
    [InlineData("password=")]
    [InlineData("host=password=x ")]
    [InlineData("INSERT ")]
    [InlineData("INSERT INTO t (password) ")]
    [InlineData("INSERT INTO t (password) VALUES ('x', ")]
    [InlineData("INSERT INTO t (password) SELECT ")]
    [InlineData("password = crypt(")]
    [InlineData("$$")]
    [InlineData("$a$ ")]
    [InlineData("-----BEGIN ")]
    [InlineData("\"password\"")]
    [InlineData("scrypt:")]
    [InlineData("{\"password\":")]
    public async Task Time_grows_with_the_text_and_no_faster(string part)
    {
        // What takes milliseconds would take hours if it grew with the square.
        string text = string.Concat(Enumerable.Repeat(part, 400_000 / part.Length));
        Task scan = Task.Run(
            () =>
            {
                _ = SecretShapes.Find(text);
                new SqlSecrets(text, SqlDialect.Postgres, new SecretSink("x")).Look();
                new CodeSecrets(text, new SecretSink("x")).Look();
            },
            TestContext.Current.CancellationToken);
        await scan.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    private static void ScanAll(string text)
    {
        foreach (SeedKind kind in (SeedKind[])[SeedKind.Sql, SeedKind.Csv, SeedKind.Json, SeedKind.Yaml])
        {
            IReadOnlyList<SecretFinding> found = SecretScan.Find(SecretSeed.Of(kind, text), SqlDialect.Postgres);
            int lines = text.Count(c => c == '\n') + 1;
            Assert.All(found, finding => Assert.InRange(finding.Line, 1, lines));
        }

        new CodeSecrets(text, new SecretSink("x")).Look();
    }
}

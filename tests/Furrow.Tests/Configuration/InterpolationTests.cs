using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

public sealed class InterpolationTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["HOST"] = "db.example",
        ["EMPTY"] = "",
        ["DOLLAR"] = "${HOST}",
    };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${HOST}", "db.example")]
    [InlineData("a${HOST}b${HOST}c", "adb.examplebdb.examplec")]
    [InlineData("${MISSING:-fallback}", "fallback")]
    [InlineData("${MISSING:-}", "")]
    [InlineData("${EMPTY:-fallback}", "fallback")]
    [InlineData("${HOST:-fallback}", "db.example")]
    [InlineData("${MISSING:-a:-b}", "a:-b")]
    [InlineData("$${HOST}", "${HOST}")]
    [InlineData("$$$$", "$$")]
    [InlineData("$HOST costs $5$", "$HOST costs $5$")]
    [InlineData("${DOLLAR}", "${HOST}")]
    public void Variables_are_filled_in(string text, string expected) =>
        Assert.Equal(expected, Interpolation.Expand(text, Variables, out _));

    [Theory]
    [InlineData("${MISSING}", "the variable MISSING is not set")]
    [InlineData("${EMPTY}", "the variable EMPTY is not set")]
    [InlineData("${HOST", "'${' is never closed")]
    [InlineData("${1ST}", "'${…}' must hold the name of a variable")]
    [InlineData("${}", "'${…}' must hold the name of a variable")]
    [InlineData("${A B:-x}", "'${…}' must hold the name of a variable")]
    [InlineData("${A:-${B}}", "the default of ${A} holds another '${'")]
    public void What_cannot_be_filled_in_is_said(string text, string message)
    {
        Assert.Null(Interpolation.Expand(text, Variables, out (string Message, string Hint) problem));
        Assert.Equal(message, problem.Message);
        Assert.NotEmpty(problem.Hint);
    }
}

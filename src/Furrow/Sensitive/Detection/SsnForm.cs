using System.Buffers;
using System.Globalization;

namespace Furrow.Sensitive.Detection;

/// <summary>
/// Social security numbers of the United States, with their hyphens: without them they are any number.
/// </summary>
internal static class SsnForm
{
    private static readonly SearchValues<char> Written = SearchValues.Create("0123456789-");

    // Printed in advertisements, and on the sample card in every wallet of 1938.
    private static readonly string[] Known = ["078-05-1120", "219-09-9999", "123-45-6789"];

    /// <summary>Whether this is written as one: three digits, two, and four.</summary>
    public static bool IsForm(ReadOnlySpan<char> run) => run.Length == 11 && run[3] == '-' && run[6] == '-'
        && run.Count('-') == 2 && run.IndexOfAnyExcept(Written) < 0;

    /// <summary>
    /// Whether what is written as one is a number that somebody may have: no part zero, and no area that is never
    /// given.
    /// </summary>
    public static bool IsReal(ReadOnlySpan<char> run)
    {
        int area = int.Parse(run[..3], CultureInfo.InvariantCulture);
        bool isGiven = area is > 0 and < 900 and not 666 && run[4..6] is not "00" && run[7..] is not "0000";
        return isGiven && !Array.Exists(Known, run.ToString().Equals);
    }
}

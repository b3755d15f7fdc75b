namespace Furrow.Tests.House;

/// <summary>The house rules that a machine can hold: short lines, short files, no left-overs.</summary>
public sealed class LayoutTests
{
    private const int LineLengthMax = 120;
    private const int FileLinesMax = 400;

    private static IEnumerable<string> Sources => SourceTree.Files("src").Concat(SourceTree.Files("tests"));

    [Fact]
    public void Lines_are_at_most_120_characters_in_the_sources()
    {
        IEnumerable<string> wrong =
            from path in Sources
            from line in File.ReadLines(path).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > LineLengthMax && !line.Text.Contains("http", StringComparison.Ordinal)
            select $"{SourceTree.Show(path)}:{line.Number} has {line.Text.Length}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_are_at_most_400_lines()
    {
        IEnumerable<string> wrong =
            from path in Sources
            let count = File.ReadLines(path).Count()
            where count > FileLinesMax
            select $"{SourceTree.Show(path)} has {count}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_is_left_over()
    {
        string[] forbidden = ["#region", "NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "Skip = \""];
        IEnumerable<string> wrong =
            from path in Sources
            from word in forbidden
            where Path.GetFileName(path) != "LayoutTests.cs"
            where File.ReadAllText(path).Contains(word, StringComparison.Ordinal)
            select $"{SourceTree.Show(path)}: {word}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Names_say_what_a_thing_is()
    {
        string[] forbidden = ["Helper", "Utils", "Utility", "Manager", "Common", "Base.cs"];
        IEnumerable<string> wrong = Sources.Select(Path.GetFileName)
            .Where(file => forbidden.Any(word => file!.Contains(word, StringComparison.Ordinal)))
            .Select(file => file!);
        Assert.Empty(wrong);
    }
}

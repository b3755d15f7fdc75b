using System.Text.RegularExpressions;
using Furrow.Tests.House;

namespace Furrow.Tests.Docs;

/// <summary>A fenced block of a page.</summary>
internal sealed record DocBlock(string Language, string Text, int Line);

/// <summary>A table of a page: trimmed cells as they are written, without the row of dashes.</summary>
internal sealed record DocTable(string[] Header, IReadOnlyList<string[]> Rows)
{
    /// <summary>The cells of one column.</summary>
    public IEnumerable<string> Column(string name) => Rows.Select(row => row[Array.IndexOf(Header, name)]);
}

/// <summary>A page of the documentation, as far as tests look at it.</summary>
internal sealed partial class DocPage
{
    private readonly string[] _lines;

    private DocPage(string path)
    {
        Path = path;
        _lines = File.ReadAllLines(path);
        Blocks = [.. ReadBlocks()];
        Tables = [.. ReadTables()];
    }

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Code { get; }

    public string Path { get; }

    public string Text => string.Join('\n', _lines);

    public IReadOnlyList<DocBlock> Blocks { get; }

    public IReadOnlyList<DocTable> Tables { get; }

    /// <summary>Every page of the folder <c>docs</c>, and those at the root.</summary>
    public static IEnumerable<DocPage> All =>
        Directory.EnumerateFiles(System.IO.Path.Combine(SourceTree.Root, "docs"), "*.md")
            .Concat(Directory.EnumerateFiles(SourceTree.Root, "*.md"))
            .Order(StringComparer.Ordinal)
            .Select(path => new DocPage(path));

    /// <summary>A page of the folder <c>docs</c>.</summary>
    public static DocPage Read(string name) => new(System.IO.Path.Combine(SourceTree.Root, "docs", name));

    /// <summary>The blocks in a language; at least one.</summary>
    public IReadOnlyList<DocBlock> BlocksIn(string language)
    {
        List<DocBlock> found = [.. Blocks.Where(block => block.Language == language)];
        Assert.NotEmpty(found);
        return found;
    }

    /// <summary>The only table with these headings.</summary>
    public DocTable Table(params string[] header) =>
        Assert.Single(Tables, table => table.Header.SequenceEqual(header));

    /// <summary>The table under a heading.</summary>
    public DocTable TableUnder(string heading)
    {
        int start = Array.IndexOf(_lines, heading);
        Assert.True(start >= 0, $"{Path} has no heading '{heading}'.");
        return ReadTable(Array.FindIndex(_lines, start, line => line.StartsWith('|')));
    }

    /// <summary>What stands between backticks.</summary>
    public static IEnumerable<string> Codes(string text) =>
        Code.Matches(text).Select(match => match.Groups["code"].Value);

    private IEnumerable<DocBlock> ReadBlocks()
    {
        for (int at = 0; at < _lines.Length; at++)
        {
            string fence = _lines[at].TrimStart();
            if (!fence.StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int indent = _lines[at].Length - fence.Length;
            int end = Array.FindIndex(_lines, at + 1, line => line.Trim() == "```");
            Assert.True(end > at, $"{Path}: the block in line {at + 1} does not end.");
            IEnumerable<string> content = _lines[(at + 1)..end]
                .Select(line => (line.Length < indent ? "" : line[indent..]) + "\n");
            yield return new DocBlock(fence[3..].Trim(), string.Concat(content), at + 1);
            at = end;
        }
    }

    private IEnumerable<DocTable> ReadTables()
    {
        for (int at = 1; at < _lines.Length; at++)
        {
            if (_lines[at].StartsWith("|---", StringComparison.Ordinal))
            {
                yield return ReadTable(at - 1);
            }
        }
    }

    private DocTable ReadTable(int start)
    {
        string[] header = Cells(_lines[start]);
        List<string[]> rows = [.. _lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
        Assert.All(rows, row => Assert.Equal(header.Length, row.Length));
        return new DocTable(header, rows);
    }

    private static string[] Cells(string line) => [.. line.Trim()[1..^1].Split('|').Select(cell => cell.Trim())];
}

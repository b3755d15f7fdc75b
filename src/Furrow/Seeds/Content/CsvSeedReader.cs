using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Sql;

namespace Furrow.Seeds.Content;

/// <summary>
/// Reads the rows of a csv seed. The table is the file's name; the first line that is neither comment nor blank names
/// the columns; an empty cell is NULL, <c>""</c> is empty text. A comment <c># key: column</c> before it names the key.
/// </summary>
internal static class CsvSeedReader
{
    private const char Comment = '#';

    /// <summary>Reads the one table of a file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">The file's path, for the table's name.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static SeedTable Read(string text, string path, SeedProblems problems)
    {
        CsvScanner scanner = new(text.TrimStart('\uFEFF'), problems);
        scanner.SkipHead(Comment);
        List<CsvCell> record = [];
        ImmutableArray<SeedCell> header = [];
        if (scanner.Read(record))
        {
            header = ReadHeader(record, problems);
        }
        else
        {
            problems.Add(new TextPlace(1, 1), "there is no header line", "Name the columns in the first line.");
        }

        List<SeedRow> rows = [];
        while (scanner.Read(record))
        {
            bool isBlank = record is [{ IsQuoted: false, Text: var only }] && string.IsNullOrWhiteSpace(only);
            if (!isBlank && ReadRow(record, header, problems) is { } row)
            {
                rows.Add(row);
            }
        }

        return new SeedTable { Name = TableName(path), Place = new TextPlace(1, 1), Key = ReadKey(text), Rows = rows };
    }

    /// <summary><c>10_billing.packages.csv</c> is for <c>billing.packages</c>.</summary>
    public static string TableName(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int digits = name.TakeWhile(char.IsAsciiDigit).Count();
        bool hasPrefix = digits > 0 && digits + 1 < name.Length && name[digits] is '_' or '-';
        return hasPrefix ? name[(digits + 1)..] : name;
    }

    // `# key: email`, or several columns with commas between.
    private static ImmutableArray<SeedKeyColumn>? ReadKey(string text)
    {
        ImmutableArray<SeedKeyColumn> key =
        [
            .. from comment in LeadingComments.Read(text, "#")
               where comment.Key == "key"
               from name in comment.Value.Split(
                   ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
               select new SeedKeyColumn(name, new TextPlace(comment.Line, 1)),
        ];
        return key.IsEmpty ? null : key;
    }

    private static ImmutableArray<SeedCell> ReadHeader(List<CsvCell> record, SeedProblems problems)
    {
        ImmutableArray<SeedCell>.Builder header = ImmutableArray.CreateBuilder<SeedCell>(record.Count);
        Dictionary<string, TextPlace> places = new(StringComparer.Ordinal);
        foreach (CsvCell cell in record)
        {
            string name = cell.IsQuoted ? cell.Text : cell.Text.Trim();
            header.Add(new SeedCell(name, cell.Place, new NullValue(cell.Place)));
            if (name.Length == 0)
            {
                problems.Add(cell.Place, "a column of the header has no name", "Remove a comma that is too much.");
            }
            else if (!places.TryAdd(name, cell.Place))
            {
                problems.Add(cell.Place, $"the column {name} stands twice in the header");
            }
        }

        return header.MoveToImmutable();
    }

    private static SeedRow? ReadRow(List<CsvCell> record, ImmutableArray<SeedCell> header, SeedProblems problems)
    {
        TextPlace place = record[0].Place;
        if (record.Count != header.Length)
        {
            problems.Add(
                place,
                $"{Cells(record.Count)} in this row, {header.Length} in the header",
                "Put cells with commas into quotes, and write every empty cell's comma.");
            return null;
        }

        ImmutableArray<SeedCell>.Builder cells = ImmutableArray.CreateBuilder<SeedCell>(record.Count);
        for (int i = 0; i < record.Count; i++)
        {
            CsvCell cell = record[i];
            SeedValue value = cell switch
            {
                { IsQuoted: true } => new QuotedText(cell.Text, cell.Place),
                { Text.Length: 0 } => new NullValue(cell.Place),
                _ => new PlainText(cell.Text, cell.Place),
            };
            cells.Add(new SeedCell(header[i].Column, cell.Place, value));
        }

        return new SeedRow(place, cells.MoveToImmutable());
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";
}

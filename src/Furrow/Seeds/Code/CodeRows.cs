using System.Collections;
using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Seeds.Code;

/// <summary>Reads rows that code gives as if they stood in a file; what is wrong with them is noted by row.</summary>
internal sealed class CodeRows
{
    private readonly RowMembers _members;
    private readonly CodeValue _values;

    public CodeRows(RowMembers members)
    {
        _members = members;
        _values = new CodeValue(members);
    }

    /// <summary>The rows of a call: one, or a list of them.</summary>
    /// <param name="table">The table that they are for.</param>
    /// <param name="written">Its name as the seed writes it.</param>
    /// <param name="key">The columns of the key; null where it is to be found, none where it does not matter.</param>
    /// <param name="rows">What the seed gave.</param>
    /// <param name="problems">Where to note what is wrong.</param>
    public SeedTable Read(
        Table table, string written, IReadOnlyList<string>? key, object rows, SeedProblems problems)
    {
        List<SeedRow> read = [];
        int number = 0;
        foreach (object? row in RowMembers.IsRow(rows) ? new[] { rows } : (IEnumerable)rows)
        {
            TextPlace place = TextPlace.OfRow(++number);
            if (ReadCells(table, written, row, place, problems) is { } cells)
            {
                read.Add(new SeedRow(place, cells));
            }
        }

        TextPlace first = TextPlace.OfRow(1);
        return new SeedTable
        {
            Name = written,
            Place = first,
            Key = key is null
                ? null
                : [.. key.Select(name => new SeedKeyColumn(ColumnNames.Find(table, name)?.Name ?? name, first))],
            Rows = read,
        };
    }

    /// <summary>The columns that rows are looked for by, and their values.</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: a column or a value that cannot be.</exception>
    public (ImmutableArray<Column> Columns, string?[] Values) ReadSearch(Table table, string written, object by)
    {
        SeedProblems problems = new(written);
        TextPlace place = TextPlace.OfRow(1);
        ImmutableArray<Column>.Builder columns = ImmutableArray.CreateBuilder<Column>();
        List<string?> values = [];
        foreach (RowMember member in _members.Of(by) ?? throw NoRow(written, by))
        {
            Column? column = ColumnNames.Find(table, member.Name);
            string? problem = null;
            if (column is null)
            {
                ReferencePlanner.FindColumn(table, member.Name, out problem);
            }
            else
            {
                SeedValue value = _values.Of(member.Value, column.Type, place);
                Conversion converted = ValueConverter.Convert(column.Type, value);
                problem = converted.Problem is { } misfit ? $"{written}.{column.Name}: {misfit.Message}" : null;
                columns.Add(column);
                values.Add(converted.Text);
            }

            if (problem is not null)
            {
                problems.Add(place, problem);
            }
        }

        problems.ThrowIfAny(ErrorCode.SeedFailed);
        return (columns.ToImmutable(), [.. values]);
    }

    private ImmutableArray<SeedCell>? ReadCells(
        Table table, string written, object? row, TextPlace place, SeedProblems problems)
    {
        if (row is null || _members.Of(row) is not { } members)
        {
            problems.Add(place, NoRow(written, row).Message.TrimEnd('.'), NoRow(written, row).Hint);
            return null;
        }

        ImmutableArray<SeedCell>.Builder cells = ImmutableArray.CreateBuilder<SeedCell>(members.Count);
        HashSet<string> given = new(StringComparer.Ordinal);
        foreach (RowMember member in members)
        {
            Column? column = ColumnNames.Find(table, member.Name);
            if (member.Value is null && column is not null && TakesDefault(column))
            {
                continue;
            }

            string name = column?.Name ?? member.Name;
            if (!given.Add(name))
            {
                problems.Add(place, $"{written}.{name} is given twice");
            }

            SeedValue value = column is null
                ? new NullValue(place)
                : _values.Of(member.Value, column.Type, place);
            cells.Add(new SeedCell(name, place, value));
        }

        if (cells.Count == 0)
        {
            problems.Add(place, $"{written}: a row gives no column a value", "Give at least one column.");
        }

        return cells.DrainToImmutable();
    }

    // An object has all its properties always, so that null is the only way to leave one to the database.
    private static bool TakesDefault(Column column) =>
        !column.IsNullable && (column.Default is not null || column.Identity != IdentityKind.None);

    private static FurrowException NoRow(string written, object? found) => new(
        ErrorCode.SeedFailed,
        $"{written}: expected a row, found {(found is null ? "null" : $"a value of the type {found.GetType().Name}")}.")
    {
        Hint = "Give an anonymous object, a record, an object with properties or a dictionary.",
    };
}

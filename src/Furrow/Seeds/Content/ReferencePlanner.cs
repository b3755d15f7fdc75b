using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Makes of each reference's text what is to be looked up, once per text.</summary>
internal sealed class ReferencePlanner(SeedTableFinder tables)
{
    private readonly Dictionary<string, (ReferenceTarget? Target, string? Problem)> _planned =
        new(StringComparer.Ordinal);

    /// <summary>The target of a reference; null with the problem where it cannot be one.</summary>
    public ReferenceTarget? Plan(ReferenceValue reference, out string? problem)
    {
        if (!_planned.TryGetValue(reference.Text, out (ReferenceTarget? Target, string? Problem) planned))
        {
            planned = (Plan(reference.Text, reference.Place, out string? found), found);
            _planned.Add(reference.Text, planned);
        }

        problem = planned.Problem;
        return planned.Target;
    }

    /// <summary>The column of that name, or why there is none.</summary>
    public static Column? FindColumn(Table table, string name, out string? problem)
    {
        Column? column = table.Find(name);
        string? nearest = column is null ? NearestName.Find(name, table.Columns.Select(c => c.Name)) : null;
        problem = column is null
            ? $"{table.Name} has no column {name}{(nearest is null ? "" : $" (did you mean {nearest}?)")}"
            : null;
        return column;
    }

    private ReferenceTarget? Plan(string text, TextPlace place, out string? problem)
    {
        if (SeedReferenceParser.Parse(text, out problem) is not { } reference
            || tables.Find(reference.Table, out problem) is not { } table
            || FindResult(table, reference.Result, out problem) is not { } result)
        {
            return null;
        }

        ImmutableArray<Column>.Builder key = ImmutableArray.CreateBuilder<Column>(reference.Key.Length);
        string[] values = new string[reference.Key.Length];
        foreach (SeedReferenceKey part in reference.Key)
        {
            if (FindColumn(table, part.Column, out problem) is not { } column)
            {
                return null;
            }

            SeedValue value = part.IsQuoted ? new QuotedText(part.Value, place) : new PlainText(part.Value, place);
            Conversion converted = ValueConverter.Convert(column.Type, value);
            if (converted.Text is not { } canonical)
            {
                problem = $"{table.Name}.{part.Column}: {converted.Problem!.Message}";
                return null;
            }

            values[key.Count] = canonical;
            key.Add(column);
        }

        return new ReferenceTarget
        {
            Text = text, Place = place, Table = table, Key = key.MoveToImmutable(), Values = values, Result = result,
        };
    }

    private static Column? FindResult(Table table, string? name, out string? problem)
    {
        if (name is not null)
        {
            return FindColumn(table, name, out problem);
        }

        problem = null;
        if (table.PrimaryKey?.Columns is [var only])
        {
            return table.Find(only);
        }

        problem = table.PrimaryKey is null
            ? $"{table.Name} has no primary key, so write the column wanted after the bracket"
            : $"the primary key of {table.Name} has {table.PrimaryKey.Columns.Length} columns, so write the one wanted "
                + "after the bracket";
        return null;
    }
}

using System.Collections.Immutable;
using Furrow.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Rows of text as a table in SQL: one array parameter per column, unnested beside each other and cast. Its columns are
/// <c>c1</c>, <c>c2</c>, … and <c>place</c>, the row's number from 1.
/// </summary>
internal sealed class CellTable
{
    private readonly string?[][] _cells;

    private CellTable(ImmutableArray<Column> columns, string?[][] cells)
    {
        _cells = cells;
        Columns = columns;
        IEnumerable<int> numbers = Enumerable.Range(1, columns.Length);
        string values = string.Join(
            ", ",
            columns.Zip(numbers, (column, number) => $"{CellSql.Value($"t.c{number}", column.Type)} AS c{number}"));
        string arrays = string.Join(", ", numbers.Select(number => $"${number}"));
        string names = string.Join(", ", numbers.Select(number => $"c{number}"));
        Sql = $"""
            (SELECT {values}, t.place FROM unnest({arrays}) WITH ORDINALITY AS t ({names}, place))
            """;
    }

    /// <summary>The columns, in order.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The table in parentheses, for a FROM clause.</summary>
    public string Sql { get; }

    public static CellTable Of(ImmutableArray<Column> columns, IReadOnlyList<string?[]> rows)
    {
        string?[][] cells = new string?[columns.Length][];
        for (int column = 0; column < columns.Length; column++)
        {
            string?[] values = new string?[rows.Count];
            for (int row = 0; row < values.Length; row++)
            {
                values[row] = rows[row][column];
            }

            cells[column] = values;
        }

        return new CellTable(columns, cells);
    }

    /// <summary>The name of a column in <see cref="Sql"/>.</summary>
    public string NameOf(Column column)
    {
        for (int place = 0; place < Columns.Length; place++)
        {
            if (string.Equals(Columns[place].Name, column.Name, StringComparison.Ordinal))
            {
                return $"c{place + 1}";
            }
        }

        throw new ArgumentException($"Column {column.Name} is not among those given.", nameof(column));
    }

    /// <summary>The cells of one column as a parameter.</summary>
    public NpgsqlParameter CellsOf(int place) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = _cells[place] };

    /// <summary>A command over this table.</summary>
    public NpgsqlBatchCommand Command(string sql)
    {
        NpgsqlBatchCommand command = new(sql);
        for (int place = 0; place < _cells.Length; place++)
        {
            command.Parameters.Add(CellsOf(place));
        }

        return command;
    }
}

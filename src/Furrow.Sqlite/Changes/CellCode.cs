using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Writes a row's cells as one text, each with its storage class, and reads them back exactly: <c>n</c>, <c>i42</c>,
/// <c>r</c> and the bits of a number, <c>t</c> or <c>b</c> and the bytes of a text or blob, with commas between.
/// </summary>
internal static class CellCode
{
    private const string RealFunction = "furrow_real";

    // An expression may be a thousand deep; a chain of concatenations is as deep as it is long.
    private const int ChainMax = 50;

    /// <summary>Makes the function known that <see cref="Row"/> uses.</summary>
    public static void Register(SqliteConnection connection) => connection.CreateFunction<double, string>(
        RealFunction,
        number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        isDeterministic: true);

    /// <summary>The expression for some columns of <paramref name="row"/> (<c>t</c>, <c>OLD</c>, <c>NEW</c>).</summary>
    public static string Row(string row, IEnumerable<string> columns) =>
        Join(columns.Select(column => Cell(row, column)));

    /// <summary>The expression for one column of <paramref name="row"/>.</summary>
    public static string Cell(string row, string column) => Cell($"{row}.{SqliteName.Quote(column)}");

    /// <summary>The expression for expressions that give a cell each.</summary>
    public static string Join(IEnumerable<string> expressions)
    {
        IEnumerable<string> chains = expressions.Chunk(ChainMax)
            .Select(cells => $"({string.Join(" || ',' || ", cells)})");
        return string.Join(" || ',' || ", chains) is { Length: > 0 } text ? text : "''";
    }

    /// <summary>The cells of a row's text.</summary>
    public static string[] Split(string row) => row.Length == 0 ? [] : row.Split(',');

    /// <summary>An expression for the value of parameter <paramref name="place"/>, see <see cref="Bind"/>.</summary>
    public static string Parameter(int place) => string.Create(
        CultureInfo.InvariantCulture, $"(CASE WHEN @t{place} THEN CAST(@v{place} AS TEXT) ELSE @v{place} END)");

    /// <summary>Adds the parameters of <see cref="Parameter"/>, from 0.</summary>
    public static void AddParameters(SqliteCommand command, int count)
    {
        for (int place = 0; place < count; place++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = Name('t', place) });
            command.Parameters.Add(new SqliteParameter { ParameterName = Name('v', place) });
        }
    }

    /// <summary>Gives a cell to a parameter. Text goes as its bytes, so that none of them is lost on the way.</summary>
    public static void Bind(SqliteCommand command, int place, string cell)
    {
        command.Parameters[2 * place].Value = cell[0] == 't';
        command.Parameters[(2 * place) + 1].Value = cell[0] switch
        {
            'n' => DBNull.Value,
            'i' => long.Parse(cell.AsSpan(1), CultureInfo.InvariantCulture),
            'r' => BitConverter.Int64BitsToDouble(
                long.Parse(cell.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
            _ => Convert.FromHexString(cell.AsSpan(1)),
        };
    }

    private static string Cell(string value) => $"""
        CASE typeof({value}) WHEN 'null' THEN 'n' WHEN 'integer' THEN 'i' || {value}
        WHEN 'real' THEN 'r' || {RealFunction}({value}) WHEN 'text' THEN 't' || hex(CAST({value} AS BLOB))
        ELSE 'b' || hex({value}) END
        """;

    private static string Name(char kind, int place) =>
        string.Create(CultureInfo.InvariantCulture, $"@{kind}{place}");
}

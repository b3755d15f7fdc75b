using System.Globalization;
using System.Text;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.Sqlite.Rows;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Transfer;

/// <summary>
/// Rows as INSERT statements whose literals give back every value with its storage class, through SQLite's shell too.
/// </summary>
internal sealed class InsertLines : IRowLines, IDisposable
{
    private readonly RowSelection _rows;
    private readonly Encoding _encoding;
    private readonly string _start;
    private readonly RealLiteral _reals;

    public InsertLines(RowSelection rows, string encoding, SqliteConnection connection)
    {
        _rows = rows;
        _reals = new RealLiteral(connection);
        _encoding = encoding switch
        {
            "UTF-16le" => Encoding.Unicode,
            "UTF-16be" => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        IEnumerable<string> columns = rows.Columns.Select(column => SqliteName.Quote(column.Column.Name));
        string table = SqliteName.Quote(rows.Table.Name.Name);
        _start = rows.Columns.IsEmpty
            ? $"INSERT INTO {table} DEFAULT VALUES"
            : $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES (";
    }

    public void Append(StringBuilder text, SqliteDataReader row) =>
        AppendRow(text, place => Value(_rows.Columns[place], row.GetValue(place)));

    /// <summary>Writes a row whose cells are in canonical text.</summary>
    public void Append(StringBuilder text, string?[] cells) => AppendRow(
        text, place => SqliteValue.ToStored(_rows.Table, _rows.Columns[place].Column, cells[place]));

    public void Dispose() => _reals.Dispose();

    private void AppendRow(StringBuilder text, Func<int, object> value)
    {
        text.Append(_start);
        for (int place = 0; place < _rows.Columns.Length; place++)
        {
            if (place > 0)
            {
                text.Append(", ");
            }

            AppendLiteral(text, value(place));
        }

        text.Append(_rows.Columns.IsEmpty ? ";\n" : ");\n");
    }

    private object Value(ProjectedColumn column, object stored) => column.Projection is { } projection
        ? SqliteValue.ToStored(
            _rows.Table, column.Column, projection.Replace(SqliteValue.ToCanonical(column.Column, stored)))
        : stored;

    private void AppendLiteral(StringBuilder text, object value)
    {
        switch (value)
        {
            case long integer:
                text.Append(CultureInfo.InvariantCulture, $"{integer}");
                break;
            case double number:
                text.Append(_reals.Of(number));
                break;
            case byte[] bytes:
                text.Append("X'").Append(Convert.ToHexString(bytes)).Append('\'');
                break;
            case string letters when letters.AsSpan().ContainsAny('\0', '\r'):
                // A literal ends at a NUL, and the shell takes a carriage return for part of the line's end.
                text.Append("CAST(X'").Append(Convert.ToHexString(_encoding.GetBytes(letters))).Append("' AS TEXT)");
                break;
            case string letters:
                text.Append(SqlDialect.Sqlite.QuoteLiteral(letters));
                break;
            default:
                text.Append("NULL");
                break;
        }
    }
}

using System.Buffers;
using System.Text;
using Furrow.Errors;

namespace Furrow.Sql;

/// <summary>A row of COPY data.</summary>
/// <param name="Line">The line that the row starts in.</param>
/// <param name="Fields">Its fields in order; null stands for NULL.</param>
public sealed record CopyRow(int Line, string?[] Fields);

/// <summary>
/// PostgreSQL's COPY text format: fields between tabs, rows between line ends, <c>\N</c> for NULL, backslash escapes
/// (PostgreSQL's documentation, "COPY", "Text Format").
/// </summary>
public static class CopyText
{
    private static readonly SearchValues<char> _escaped = SearchValues.Create("\\\b\f\n\r\t\v");

    /// <summary>
    /// The rows of COPY data, one at a time, up to a line <c>\.</c> or the end. An empty line is a row of one empty
    /// field.
    /// </summary>
    /// <param name="data">The data, with or without its end marker; lines end in a line feed, or both line-end
    /// characters.</param>
    /// <param name="firstLine">The number of the data's first line, for <see cref="CopyRow.Line"/> and errors.</param>
    /// <param name="code">The <see cref="ErrorCode"/> that fits the data's use.</param>
    /// <exception cref="FurrowException">While enumerating: a row holds a bare carriage return, a NUL, or escaped bytes
    /// that are no UTF-8.</exception>
    public static IEnumerable<CopyRow> ReadRows(
        ReadOnlyMemory<char> data, int firstLine = 1, string code = ErrorCode.SeedInvalid)
    {
        int line = firstLine;
        int start = 0;
        while (start < data.Length)
        {
            ReadOnlyMemory<char> raw = CutRow(data[start..], out int width);
            if (raw.Span is @"\.")
                yield break;

            yield return new CopyRow(line, ReadFields(raw.Span, line, code));
            line += 1 + raw.Span.Count('\n');
            start += width;
        }
    }

    /// <summary>Writes one field; the caller writes the tab between fields and the line feed behind the last.</summary>
    /// <exception cref="ArgumentException">The value holds a NUL character, which no PostgreSQL text can.</exception>
    public static void AppendField(StringBuilder target, string? value)
    {
        if (value is null)
        {
            target.Append(@"\N");
            return;
        }

        if (value.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("PostgreSQL text cannot hold a NUL character.", nameof(value));

        ReadOnlySpan<char> rest = value;
        while (rest.IndexOfAny(_escaped) is var length and >= 0)
        {
            target.Append(rest[..length]).Append('\\').Append(EscapeLetter(rest[length]));
            rest = rest[(length + 1)..];
        }

        target.Append(rest);
    }

    /// <summary>Writes one row with its line feed.</summary>
    /// <exception cref="ArgumentException">A value holds a NUL character.</exception>
    public static void AppendRow(StringBuilder target, params ReadOnlySpan<string?> fields)
    {
        for (int index = 0; index < fields.Length; index++)
        {
            if (index > 0)
                target.Append('\t');
            AppendField(target, fields[index]);
        }

        target.Append('\n');
    }

    /// <summary>The first row without its line end; a backslash before a line end makes it part of the row.</summary>
    private static ReadOnlyMemory<char> CutRow(ReadOnlyMemory<char> data, out int width)
    {
        ReadOnlySpan<char> text = data.Span;
        int at = 0;
        while (at < text.Length && text[at..].IndexOfAny('\\', '\n') is var length and >= 0)
        {
            at += length;
            if (text[at] == '\n')
            {
                width = at + 1;
                return data[..(at > 0 && text[at - 1] == '\r' ? at - 1 : at)];
            }

            at += 2;
        }

        width = text.Length;
        return text is [.., '\r'] ? data[..^1] : data;
    }

    private static string?[] ReadFields(ReadOnlySpan<char> row, int line, string code)
    {
        var fields = new List<string?>();
        int start = 0;
        while (true)
        {
            int end = EndOfField(row, start);
            ReadOnlySpan<char> raw = row[start..end];
            fields.Add(raw is @"\N" ? null : CopyField.Decode(raw) ?? throw Malformed(line, fields.Count + 1, code));
            if (end == row.Length)
                return [.. fields];
            start = end + 1;
        }
    }

    private static int EndOfField(ReadOnlySpan<char> row, int start)
    {
        int at = start;
        while (at < row.Length && row[at..].IndexOfAny('\\', '\t') is var length and >= 0)
        {
            at += length;
            if (row[at] == '\t')
                return at;
            at += 2;
        }

        return row.Length;
    }

    private static char EscapeLetter(char escaped) => escaped switch
    {
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\v' => 'v',
        _ => escaped,
    };

    private static FurrowException Malformed(int line, int field, string code) =>
        new(code, $"Field {field} of the COPY row holds a bare carriage return, a NUL or bytes that are no UTF-8.")
        {
            Line = line,
            Hint = @"Write a carriage return as \r; escaped bytes (\303\251) must form UTF-8 characters.",
        };
}

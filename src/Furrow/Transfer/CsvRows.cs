using System.Buffers;
using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Transfer;

/// <summary>
/// Turns COPY text into comma-separated rows as PostgreSQL's <c>COPY … CSV</c> and csv seeds read them: nothing for
/// NULL, <c>""</c> for empty text, quotes where the value needs them.
/// </summary>
internal sealed class CsvRows(Stream target, ImmutableArray<TypeKind> kinds) : RowStream(target)
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create("\",\r\n"u8);

    private readonly RowBuffer _decoded = new();

    /// <summary>Writes the line with the columns' names.</summary>
    public void WriteHeader(IEnumerable<string> names)
    {
        bool isFirst = true;
        foreach (string name in names)
        {
            if (!isFirst)
            {
                Output.Write((byte)',');
            }

            isFirst = false;
            WriteCell(System.Text.Encoding.UTF8.GetBytes(name));
        }

        Output.Write((byte)'\n');
    }

    protected override void TakeRow(ReadOnlySpan<byte> row)
    {
        CopyFields fields = new(row);
        Span<byte> neutral = stackalloc byte[NeutralCell.LengthMax];
        for (int place = 0; place < kinds.Length && fields.TryTake(out ReadOnlySpan<byte> field); place++)
        {
            if (place > 0)
            {
                Output.Write((byte)',');
            }

            if (CopyFields.IsNull(field))
            {
                continue;
            }

            ReadOnlySpan<byte> cell = NeutralCell.Write(kinds[place], field, neutral);
            if (cell.Contains((byte)'\\'))
            {
                _decoded.Clear();
                CopyFields.Decode(cell, _decoded);
                cell = _decoded.Written.Span;
            }

            WriteCell(cell);
        }

        Output.Write((byte)'\n');
    }

    // A line of nothing but \. would end the data for servers before version 18.
    private void WriteCell(ReadOnlySpan<byte> cell)
    {
        if (!cell.IsEmpty && !cell.ContainsAny(Quoted) && !cell.SequenceEqual("\\."u8))
        {
            Output.Write(cell);
            return;
        }

        Output.Write((byte)'"');
        while (cell.IndexOf((byte)'"') is var length and >= 0)
        {
            Output.Write(cell[..(length + 1)]);
            Output.Write((byte)'"');
            cell = cell[(length + 1)..];
        }

        Output.Write(cell);
        Output.Write((byte)'"');
    }
}

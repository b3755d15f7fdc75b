using System.Text;
using Furrow.Sql;
using Furrow.Transfer;

namespace Furrow.Sqlite.Transfer;

/// <summary>Turns COPY text, its cells in canonical text, into INSERT statements.</summary>
internal sealed class InsertStream(InsertLines lines, Stream target) : RowStream(target)
{
    private readonly StringBuilder _text = new();

    protected override void TakeRow(ReadOnlySpan<byte> row)
    {
        _text.Clear();
        foreach (CopyRow read in CopyText.ReadRows((Encoding.UTF8.GetString(row) + "\n").AsMemory()))
        {
            lines.Append(_text, read.Fields);
        }

        Output.Write(Encoding.UTF8.GetBytes(_text.ToString()));
    }
}

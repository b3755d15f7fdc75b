using System.Collections.Immutable;
using System.Text;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Transfer;

/// <summary>
/// Rewrites COPY text column by column: cells without a projection are copied as they are, the others replaced by what
/// it makes of their value.
/// </summary>
/// <param name="target">Where the new rows go; stays open.</param>
/// <param name="columns">The columns in the order of the fields.</param>
public sealed class ProjectedRowStream(Stream target, ImmutableArray<ProjectedColumn> columns) : RowStream(target)
{
    private readonly RowBuffer _decoded = new();
    private readonly StringBuilder _encoded = new();

    /// <inheritdoc />
    protected override void TakeRow(ReadOnlySpan<byte> row)
    {
        CopyFields fields = new(row);
        for (int place = 0; place < columns.Length && fields.TryTake(out ReadOnlySpan<byte> field); place++)
        {
            if (place > 0)
            {
                Output.Write((byte)'\t');
            }

            if (columns[place].Projection is { } projection)
            {
                _encoded.Clear();
                CopyText.AppendField(_encoded, projection.Replace(Decode(field)));
                Output.Write(Encoding.UTF8.GetBytes(_encoded.ToString()));
            }
            else
            {
                Output.Write(field);
            }
        }

        Output.Write((byte)'\n');
    }

    private string? Decode(ReadOnlySpan<byte> field)
    {
        if (CopyFields.IsNull(field))
        {
            return null;
        }

        _decoded.Clear();
        CopyFields.Decode(field, _decoded);
        return Encoding.UTF8.GetString(_decoded.Written.Span);
    }
}

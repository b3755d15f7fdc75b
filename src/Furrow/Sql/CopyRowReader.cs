using System.Runtime.CompilerServices;
using System.Text;
using Furrow.Errors;

namespace Furrow.Sql;

/// <summary>Reads COPY text from a stream, a block of whole rows at a time.</summary>
public static class CopyRowReader
{
    private const int BlockBytes = 1 << 18;

    /// <summary>
    /// The rows of UTF-8 COPY text up to a line <c>\.</c> or the end. Holds one block, or the longest row.
    /// </summary>
    /// <param name="source">The text; read to its end at most, stays open.</param>
    /// <param name="code">The <see cref="ErrorCode"/> that fits the text's use.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FurrowException">A row cannot be read, as with <see cref="CopyText.ReadRows"/>.</exception>
    public static async IAsyncEnumerable<CopyRow> ReadRowsAsync(
        Stream source, string code, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] block = new byte[BlockBytes];
        int filled = 0;
        int line = 1;
        while (true)
        {
            int length = await source.ReadAsync(block.AsMemory(filled), cancellationToken);
            filled += length;
            int whole = length == 0 ? filled : block.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            foreach (CopyRow row in CopyText.ReadRows(Encoding.UTF8.GetString(block, 0, whole).AsMemory(), line, code))
            {
                yield return row;
            }

            if (length == 0)
            {
                yield break;
            }

            line += block.AsSpan(0, whole).Count((byte)'\n');
            block.AsSpan(whole, filled - whole).CopyTo(block);
            filled -= whole;
            if (filled == block.Length)
            {
                Array.Resize(ref block, checked(block.Length * 2));
            }
        }
    }
}

using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Generators;

/// <summary>
/// Runs generators over rows. Each run is made in batches of several sizes and in reverse: cells that depend on
/// anything but their addresses are found out.
/// </summary>
internal static class Generated
{
    public static readonly CellKey Key = CellKey.FromSeed(1).Fold("table").Fold("column");

    /// <summary>Each row's cell as text, null for NULL; the slots before it are computed first, in order.</summary>
    public static string?[] Texts(CellGenerator generator, int rowCount, params CellGenerator[] slots)
    {
        string?[] texts = Run(generator, rowCount, rowCount, slots);
        Assert.Equal(texts, Run(generator, rowCount, 1, slots));
        Assert.Equal(texts, Run(generator, rowCount, 37, slots));
        return texts;
    }

    /// <summary>Compares texts one by one.</summary>
    public static void AssertTexts(IEnumerable<string?> expected, IEnumerable<string?> found) =>
        Assert.Equal(expected, found);

    /// <summary>Compares the cells with the committed ones.</summary>
    public static void AssertSame(string name, CellGenerator generator, params CellGenerator[] slots) =>
        Checksums.AssertSame(name, Checksums.Of(Texts(generator, 500, slots)));

    /// <summary>A slot of texts, one for each row in turn.</summary>
    public static CellGenerator Given(params string?[] texts)
    {
        BytesVector cells = new(CellKind.Text);
        cells.Reset(texts.Length);
        for (int row = 0; row < texts.Length; row++)
        {
            cells.Append(Encoding.UTF8.GetBytes(texts[row] ?? ""));
            if (texts[row] is null)
            {
                cells.SetNull(row);
            }
        }

        return new GivenGenerator(new CellType(CellKind.Text, IsNullable: true), cells);
    }

    /// <summary>A slot of values, one for each row in turn.</summary>
    public static CellGenerator Given<T>(CellKind kind, params T[] values)
        where T : unmanaged => new GivenGenerator(new CellType(kind), Vector(kind, values));

    public static FixedVector<T> Vector<T>(CellKind kind, params T[] values)
        where T : unmanaged
    {
        FixedVector<T> cells = new(kind);
        cells.Reset(values.Length);
        values.CopyTo(cells.Values);
        return cells;
    }

    private static string?[] Run(CellGenerator generator, int rowCount, int batchRowCount, CellGenerator[] slots)
    {
        string?[] texts = new string?[rowCount];
        CellBatch batch = new(slots.Length + 1);
        CellVector target = generator.Type.CreateVector();
        for (int end = rowCount; end > 0; end -= batchRowCount)
        {
            int start = Math.Max(0, end - batchRowCount);
            batch.Reset(end - start);
            for (int row = start; row < end; row++)
            {
                batch.Numbers[row - start] = row;
                batch.Addresses[row - start] = RowAddress.OfRoot(row);
            }

            for (int slot = 0; slot < slots.Length; slot++)
            {
                CellVector cells = batch.Rent(slots[slot].Type);
                slots[slot].Fill(batch, cells);
                batch.Set(slot, cells);
            }

            target.Reset(batch.Count);
            generator.Fill(batch, target);
            Assert.Equal(generator.Type.Kind, target.Kind);
            for (int row = start; row < end; row++)
            {
                texts[row] = target.IsNull(row - start) ? null : Text(target, row - start);
            }

            for (int slot = 0; slot < slots.Length; slot++)
            {
                batch.Return(batch.Cells(slot));
            }
        }

        return texts;
    }

    private static string Text(CellVector cells, int row)
    {
        BytesVector text = new(CellKind.Text);
        text.Reset(1);
        if (cells.Kind == CellKind.List)
        {
            CellJson.Write(cells, row, isJson: false, text);
        }
        else
        {
            ValueText.Write(cells, row, default, text);
        }

        text.EndRow();
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(text[0]);
    }

    private sealed class GivenGenerator(CellType type, CellVector cells) : CellGenerator
    {
        public override CellType Type => type;

        public override void Fill(CellBatch batch, CellVector target)
        {
            int[] rows = [.. batch.Numbers.ToArray().Select(number => (int)(number % cells.Count))];
            target.Gather(cells, rows);
        }
    }
}

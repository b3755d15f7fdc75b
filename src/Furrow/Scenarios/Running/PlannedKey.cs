using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Programs;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Running;

/// <summary>A unique key of a planned table, and the keys that its rows will have.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The key.</param>
/// <param name="Columns">Its columns, all of them written.</param>
internal sealed record PlannedKey(PlannedTable Table, UniqueKey Key, ImmutableArray<PlannedColumn> Columns)
{
    /// <summary>The columns' names.</summary>
    public string Names => string.Join(", ", Columns.Select(column => column.Column.Name));

    /// <summary>Whether no two rows can have the same, whatever the scenario says.</summary>
    public bool IsUniqueByItself => Generators.Any(generator => generator.IsUnique);

    /// <summary>Whether it cannot be the key of a row that is there already.</summary>
    public bool IsNew => Generators.Any(generator => generator is NumberedKeys { IsOwn: true } or UuidGenerator);

    private IEnumerable<CellGenerator> Generators =>
        Columns.Select(column => Table.Program.Slots[column.Slot].Generator);

    /// <summary>
    /// The keys of a table that can be looked at: of columns alone, for all rows, and all of them written.
    /// </summary>
    public static IEnumerable<PlannedKey> Of(PlannedTable table)
    {
        IEnumerable<UniqueKey> keys = table.Table.PrimaryKey is { } primary
            ? table.Table.UniqueKeys.Prepend(primary) : table.Table.UniqueKeys;
        foreach (UniqueKey key in keys.Where(key => key.IdentifiesRows))
        {
            PlannedColumn?[] columns =
            [
                .. key.Columns.Select(name => table.Columns.FirstOrDefault(column => column.Column.Name == name)),
            ];
            if (columns.All(column => column is not null))
            {
                yield return new PlannedKey(table, key, [.. columns.OfType<PlannedColumn>()]);
            }
        }
    }

    /// <summary>
    /// Shows each row's number and a hash of its key, in order; rows that are like no other are left out.
    /// </summary>
    public void Scan(Action<long, UInt128> visit, CancellationToken cancellationToken)
    {
        CellText[] writers = [.. Columns.Select(column =>
            CellText.Of(new CellPlace(Table.Table.Name, column.Column), column.Cells))];
        RowChunk text = new();
        Table.Program.Scan(
            batch =>
            {
                for (int column = 0; column < writers.Length; column++)
                {
                    writers[column].Bind(Table.Program.Compute(batch, Columns[column].Slot));
                }

                for (int row = 0; row < batch.Count; row++)
                {
                    if (Write(writers, row, text))
                    {
                        visit(batch.Numbers[row], Hash(text.Bytes.Span));
                    }
                }
            },
            cancellationToken);
    }

    /// <summary>The hash of a key in canonical text; null where a NULL makes it like no other.</summary>
    public UInt128? HashOf(IReadOnlyList<string?> cells)
    {
        RowChunk text = new();
        foreach (string? cell in cells)
        {
            if (cell is null && !Key.NullsNotDistinct)
            {
                return null;
            }

            int start = text.ByteCount;
            text.Write(cell is null ? [] : Encoding.UTF8.GetBytes(cell));
            End(cell is null, start, text);
        }

        return Hash(text.Bytes.Span);
    }

    /// <summary>The key of one row in canonical text, for messages.</summary>
    public string TextOf(long number)
    {
        CellBatch batch = Table.Program.CreateBatch();
        batch.Reset(1);
        batch.Numbers[0] = number;
        Table.Program.Space.Locate(batch);
        List<string> cells = [];
        foreach (PlannedColumn column in Columns)
        {
            CellText writer = CellText.Of(new CellPlace(Table.Table.Name, column.Column), column.Cells);
            writer.Bind(Table.Program.Compute(batch, column.Slot));
            RowChunk text = new();
            if (!writer.IsNull(0))
            {
                writer.Write(0, text);
            }

            cells.Add(writer.IsNull(0) ? "NULL" : $"'{Encoding.UTF8.GetString(text.Bytes.Span)}'");
        }

        return string.Join(", ", cells);
    }

    private bool Write(CellText[] writers, int row, RowChunk text)
    {
        text.Clear();
        foreach (CellText writer in writers)
        {
            bool isNull = writer.IsNull(row);
            if (isNull && !Key.NullsNotDistinct)
            {
                return false;
            }

            int start = text.ByteCount;
            if (!isNull)
            {
                writer.Write(row, text);
            }

            End(isNull, start, text);
        }

        return true;
    }

    // Each cell is followed by its length, so that no two keys run into the same bytes.
    private static void End(bool isNull, int start, RowChunk text)
    {
        int length = isNull ? -1 : text.ByteCount - start;
        BinaryPrimitives.WriteInt32LittleEndian(text.Take(sizeof(int)), length);
    }

    // Two sums of 64 bits, each multiplied and folded; what they take for equal is compared before anybody is told.
    private static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        ulong first = 0x9E37_79B9_7F4A_7C15;
        ulong second = 0xC2B2_AE3D_27D4_EB4F;
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, sizeof(ulong));
            word.Clear();
            bytes[..length].CopyTo(word);
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(word);
            first = Fold(first ^ next, 0xA076_1D64_78BD_642F);
            second = Fold(second + next, 0xE703_7ED1_A0B4_28DB);
            bytes = bytes[length..];
        }

        return new UInt128(Fold(first, second | 1), Fold(second, first | 1));
    }

    private static ulong Fold(ulong value, ulong by) => Math.BigMul(value, by, out ulong low) ^ low ^ value;
}

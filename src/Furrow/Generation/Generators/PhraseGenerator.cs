using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Vocabulary;

namespace Furrow.Generation.Generators;

/// <summary>Phrases of a list with their places filled. A draw for the phrase and one for each place.</summary>
internal sealed class PhraseGenerator(CellKey key, PhraseList phrases) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector values = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            phrases.Write(key, address, values);
            values.EndRow();
        }
    }
}

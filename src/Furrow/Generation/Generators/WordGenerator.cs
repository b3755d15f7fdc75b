using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;
using Furrow.Generation.Vocabulary;

namespace Furrow.Generation.Generators;

/// <summary>Words of a list, each equally likely. One draw.</summary>
internal sealed class WordGenerator(CellKey key, WordList words) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <summary>Words of a category, or its phrases where it has such.</summary>
    public static CellGenerator Of(CellKey key, VocabularyCatalog catalog, string locale, string category)
    {
        PhraseList phrases = catalog.FindPhrases(locale, category);
        return phrases.Plain is { } words ? new WordGenerator(key, words) : new PhraseGenerator(key, phrases);
    }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector values = (BytesVector)target;
        foreach (ulong address in batch.Addresses)
        {
            values.Append(words[Draw.Scale(key.At(address), words.Count)]);
        }
    }
}

using System.Text;
using Furrow.Data.Cells.Texts;

namespace Furrow.Generation.Generators;

/// <summary>A part of a template: text as it stands, or another slot's cell.</summary>
internal sealed record TemplatePart
{
    private const int DigitsMax = 40;

    private TemplatePart()
    {
    }

    /// <summary>The text; null for a slot.</summary>
    public byte[]? Text { get; private init; }

    /// <summary>The slot.</summary>
    public int Slot { get; private init; }

    /// <summary>How the cell is written.</summary>
    public CellFormat Format { get; private init; }

    /// <summary>What becomes of a cell that is text.</summary>
    public TextFold Fold { get; private init; }

    /// <summary>Text as it stands.</summary>
    public static TemplatePart OfText(string text) => new() { Text = Encoding.UTF8.GetBytes(text) };

    /// <summary>Another slot's cell, of any kind but lists; whole numbers with up to 40 digits.</summary>
    public static TemplatePart OfSlot(int slot, TextFold fold = TextFold.None, CellFormat format = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)format.DigitsMin, (uint)DigitsMax, nameof(format));
        return new() { Slot = slot, Fold = fold, Format = format };
    }
}

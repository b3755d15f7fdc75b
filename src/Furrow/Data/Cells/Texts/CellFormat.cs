namespace Furrow.Data.Cells.Texts;

/// <summary>How a cell is written as text where no column says.</summary>
/// <param name="DigitsMin">Whole numbers are filled up with zeros to so many digits, at most 40.</param>
/// <param name="IsUtc">Whether a timestamp is a moment, written with <c>Z</c>.</param>
internal readonly record struct CellFormat(int DigitsMin = 0, bool IsUtc = false);

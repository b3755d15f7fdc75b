using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Data.Cells;

/// <summary>The column that generated cells go to, for errors that name it.</summary>
public sealed record CellPlace(ObjectName Table, Column Column)
{
    /// <summary>A generated value that the column cannot hold. It is nobody's secret: the message shows it.</summary>
    public FurrowException OutOfRange(string value) =>
        new(
            ErrorCode.ScenarioInvalid,
            $"{Table}.{Column.Name} ({Column.Type.SqlName}) cannot hold the generated value {value}.")
        {
            Hint = "Narrow what is generated, or declare the column wider.",
        };

    /// <summary>A generated text with a character that no text in a database may have.</summary>
    public FurrowException HasNul() =>
        new(
            ErrorCode.ScenarioInvalid,
            $"A generated text for {Table}.{Column.Name} holds a NUL character, which no text in a database can.")
        {
            Hint = "Generate text without \\u0000, or declare the column for bytes.",
        };

    /// <summary>A generated text that is not written as the column's type wants it.</summary>
    public FurrowException Malformed(string value) =>
        new(
            ErrorCode.ScenarioInvalid,
            $"{Table}.{Column.Name} takes {Column.Type.SqlName}, and the generated text is none: {value}")
        {
            Hint = "Correct what is generated for this column.",
        };
}

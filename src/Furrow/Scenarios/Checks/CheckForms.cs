using System.Globalization;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Functions;
using Furrow.Schema;

namespace Furrow.Scenarios.Checks;

/// <summary>How values are compared.</summary>
internal enum CheckForm
{
    Number,
    Float,
    Flag,
    Text,
    Bytes,
    Date,
    Time,
    Timestamp,
}

/// <summary>Tells how a column's values are compared, and reads the constants that meet them.</summary>
internal static class CheckForms
{
    private const string ServerTypes = "pg_catalog";

    /// <summary>The form of a column that is cast, or not; null where only the database can compare.</summary>
    public static CheckForm? Of(CheckCells cells, string? cast = null)
    {
        CheckForm? form = Of(cells.Kind, cells.Column);
        return cast is null ? form
            : form switch
            {
                CheckForm.Text => CheckCast.IsText(cast) ? form : null,
                CheckForm.Number when cells.Kind == CellKind.Integer => CheckCast.IsWhole(cast) || cast == "numeric"
                    ? form : null,
                CheckForm.Number => cast == "numeric" ? form : null,
                CheckForm.Float => cast == "double precision" ? form : null,
                _ => null,
            };
    }

    /// <summary>A day, a time of day in microseconds or a moment; null where the text is none.</summary>
    public static long? TimeOf(CheckForm form, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            return form switch
            {
                CheckForm.Date => TimeText.Date(bytes),
                CheckForm.Time => TimeText.Time(bytes),
                _ => MomentOf(text, bytes),
            };
        }
        catch (ArithmeticException)
        {
            // No constant that could be compared: the database knows more ways to write one.
            return null;
        }
    }

    private static CheckForm? Of(CellKind kind, Column column) => kind switch
    {
        CellKind.Boolean => CheckForm.Flag,
        CellKind.Integer or CellKind.Decimal => CheckForm.Number,
        CellKind.Float when column.Type.Kind != TypeKind.Numeric => CheckForm.Float,
        CellKind.Bytes => CheckForm.Bytes,
        CellKind.Date => CheckForm.Date,
        CellKind.Time when column.Type.Kind == TypeKind.Time && IsServerType(column) => CheckForm.Time,
        CellKind.Timestamp when IsServerType(column) => CheckForm.Timestamp,
        CellKind.Text when IsComparedByBytes(column) => CheckForm.Text,
        _ => null,
    };

    // SQLite keeps times as text, and compares that.
    private static bool IsServerType(Column column) =>
        column.Type.Name.Schema == ServerTypes || column.Type.Domain is not null;

    private static bool IsComparedByBytes(Column column) =>
        column.Type.Kind is TypeKind.Text or TypeKind.Character or TypeKind.Enum
        && column.Type.Name.Name != "citext"
        && column.Collation?.ToUpperInvariant() is not ("NOCASE" or "RTRIM");

    private static long? MomentOf(string text, byte[] bytes)
    {
        // 2020-01-01 00:00:00+00 is how the server writes moments.
        bool hasOffset = text.LastIndexOfAny(['+', '-']) > "2020-01-01".Length;
        if (!hasOffset)
        {
            return TimeText.Timestamp(bytes);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
            : null;
    }
}

using System.Globalization;
using Furrow.Schema;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// Makes a column type of what stands after a column's name: the names that people use where types matter, and where
/// a name says nothing, what SQLite itself would do with the values.
/// </summary>
internal static class DeclaredType
{
    private static readonly Dictionary<string, TypeKind> KnownNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = TypeKind.Boolean,
        ["BOOL"] = TypeKind.Boolean,
        ["DATE"] = TypeKind.Date,
        ["TIME"] = TypeKind.Time,
        ["TIME WITHOUT TIME ZONE"] = TypeKind.Time,
        ["TIMETZ"] = TypeKind.TimeTz,
        ["TIME WITH TIME ZONE"] = TypeKind.TimeTz,
        ["DATETIME"] = TypeKind.Timestamp,
        ["DATETIME2"] = TypeKind.Timestamp,
        ["SMALLDATETIME"] = TypeKind.Timestamp,
        ["TIMESTAMP"] = TypeKind.Timestamp,
        ["TIMESTAMP WITHOUT TIME ZONE"] = TypeKind.Timestamp,
        ["TIMESTAMPTZ"] = TypeKind.TimestampTz,
        ["TIMESTAMP WITH TIME ZONE"] = TypeKind.TimestampTz,
        ["DATETIMEOFFSET"] = TypeKind.TimestampTz,
        ["INTERVAL"] = TypeKind.Interval,
        ["UUID"] = TypeKind.Uuid,
        ["GUID"] = TypeKind.Uuid,
        ["UNIQUEIDENTIFIER"] = TypeKind.Uuid,
        ["JSON"] = TypeKind.Json,
        ["JSONB"] = TypeKind.Json,
        ["DECIMAL"] = TypeKind.Numeric,
        ["DEC"] = TypeKind.Numeric,
        ["NUMERIC"] = TypeKind.Numeric,
        ["NUMBER"] = TypeKind.Numeric,
        ["MONEY"] = TypeKind.Numeric,
        ["CURRENCY"] = TypeKind.Numeric,
        ["BYTEA"] = TypeKind.Bytes,
        ["BINARY"] = TypeKind.Bytes,
        ["VARBINARY"] = TypeKind.Bytes,
        ["IMAGE"] = TypeKind.Bytes,
        ["FLOATING POINT"] = TypeKind.Float64,
        ["POINT"] = TypeKind.Other,
    };

    /// <summary>Reads a declared type; an empty one where the column has none.</summary>
    public static ColumnType Read(string declared)
    {
        string text = declared.Trim();
        if (text.EndsWith("[]", StringComparison.Ordinal))
        {
            return new ColumnType
            {
                Kind = TypeKind.Array,
                SqlName = text,
                Name = SqliteName.Of(text),
                Element = Read(text[..^2]),
            };
        }

        (string name, int? first, int? second) = Split(text);
        TypeKind kind = KnownNames.TryGetValue(name, out TypeKind known)
            ? known
            : KindOf(TypeAffinities.Of(text), name);
        bool isNumber = kind is TypeKind.Numeric;
        bool isTime = kind is TypeKind.Time or TypeKind.TimeTz or TypeKind.Timestamp or TypeKind.TimestampTz;
        return new ColumnType
        {
            Kind = kind,
            SqlName = text,
            Name = SqliteName.Of(name),
            LengthMax = kind == TypeKind.Text ? first : null,
            Precision = isNumber || isTime ? first : null,
            Scale = isNumber ? second ?? (first is null ? null : 0) : null,
        };
    }

    private static TypeKind KindOf(TypeAffinity affinity, string name) => affinity switch
    {
        TypeAffinity.Integer => TypeKind.Int64,
        TypeAffinity.Text => TypeKind.Text,
        TypeAffinity.Real => TypeKind.Float64,
        TypeAffinity.Blob when name.Length > 0 => TypeKind.Bytes,
        // STRING and its like: the name promises nothing that SQLite keeps, so values go to it as text.
        _ => TypeKind.Other,
    };

    // The name's words around the numbers: TIMESTAMP(3) WITH TIME ZONE is TIMESTAMP WITH TIME ZONE and 3.
    private static (string Name, int? First, int? Second) Split(string text)
    {
        List<string> words = [];
        List<int> numbers = [];
        int depth = 0;
        foreach (SqlToken token in SqlTokenizer.Tokenize(text))
        {
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0 && token.IsName)
            {
                words.Add(token.Value);
            }
            else if (depth > 0 && token.Kind == SqlTokenKind.Number
                && int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                numbers.Add(number);
            }
        }

        return (string.Join(' ', words), numbers.Count > 0 ? numbers[0] : null, numbers.Count > 1 ? numbers[1] : null);
    }
}

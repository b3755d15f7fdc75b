namespace Furrow.Sqlite.Catalog;

/// <summary>What SQLite tries to turn a column's values into (https://sqlite.org/datatype3.html, 3.1).</summary>
internal enum TypeAffinity
{
    /// <summary>Nothing: values stay as they come.</summary>
    Blob,

    /// <summary>Numbers become text.</summary>
    Text,

    /// <summary>Text that looks like a number becomes one.</summary>
    Numeric,

    /// <summary>As numeric.</summary>
    Integer,

    /// <summary>As numeric, and integers become floating point.</summary>
    Real,
}

internal static class TypeAffinities
{
    /// <summary>The rules in their order: the declared type's letters alone decide.</summary>
    public static TypeAffinity Of(string declared)
    {
        if (Has(declared, "INT"))
        {
            return TypeAffinity.Integer;
        }

        if (Has(declared, "CHAR") || Has(declared, "CLOB") || Has(declared, "TEXT"))
        {
            return TypeAffinity.Text;
        }

        if (Has(declared, "BLOB") || declared.Length == 0)
        {
            return TypeAffinity.Blob;
        }

        return Has(declared, "REAL") || Has(declared, "FLOA") || Has(declared, "DOUB")
            ? TypeAffinity.Real
            : TypeAffinity.Numeric;
    }

    private static bool Has(string declared, string letters) =>
        declared.Contains(letters, StringComparison.OrdinalIgnoreCase);
}

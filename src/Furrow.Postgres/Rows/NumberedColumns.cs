namespace Furrow.Postgres.Rows;

/// <summary>Which sequences number which columns.</summary>
internal static class NumberedColumns
{
    /// <summary>
    /// Joins to a sequence <c>s</c> of pg_sequence the columns that it numbers, as <c>x.relid</c>, <c>x.attnum</c>: one
    /// that owns it (serial, identity), and those whose defaults name it (inherited and hand-made ones).
    /// </summary>
    /// <remarks>
    /// From each sequence to its uses, by index: the other way round the server reads all of pg_depend, which costs a
    /// database with many defaults milliseconds at every transaction.
    /// </remarks>
    public const string Join = """
        CROSS JOIN LATERAL (
            SELECT de.refobjid AS relid, de.refobjsubid AS attnum FROM pg_depend de
            WHERE de.classid = 'pg_class'::regclass AND de.objid = s.seqrelid
                AND de.refclassid = 'pg_class'::regclass AND de.deptype IN ('a', 'i') AND de.refobjsubid > 0
            UNION
            SELECT ad.adrelid, ad.adnum FROM pg_depend de
            JOIN pg_attrdef ad ON ad.oid = de.objid
            WHERE de.classid = 'pg_attrdef'::regclass AND de.refclassid = 'pg_class'::regclass
                AND de.refobjid = s.seqrelid) x
        """;
}

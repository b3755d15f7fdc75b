namespace Furrow.Postgres.Rows;

/// <summary>Which sequences number which columns.</summary>
internal static class NumberedColumns
{
    /// <summary>
    /// Rows of <c>sequence</c>, <c>relid</c>, <c>attnum</c>: sequences that a column owns (serial, identity) or that
    /// its default names (inherited and hand-made ones).
    /// </summary>
    public const string Query = """
        SELECT de.objid AS sequence, de.refobjid AS relid, de.refobjsubid AS attnum FROM pg_depend de
            WHERE de.classid = 'pg_class'::regclass AND de.refclassid = 'pg_class'::regclass
                AND de.deptype IN ('a', 'i') AND de.refobjsubid > 0
            UNION
            SELECT de.refobjid, ad.adrelid, ad.adnum FROM pg_attrdef ad
            JOIN pg_depend de ON de.classid = 'pg_attrdef'::regclass AND de.objid = ad.oid
            WHERE de.refclassid = 'pg_class'::regclass
        """;
}

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// Virtual tables and the tables that their modules keep behind them. Neither is listed as a table: a virtual one is
/// an index over other rows or needs a module to be read at all, and its shadow tables are the module's own affair.
/// </summary>
internal sealed class VirtualTables
{
    // The suffixes that each module's xShadowName method claims.
    private static readonly Dictionary<string, string[]> ShadowSuffixes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["fts3"] = ["content", "segdir", "segments", "stat", "docsize"],
        ["fts4"] = ["content", "segdir", "segments", "stat", "docsize"],
        ["fts5"] = ["config", "content", "data", "docsize", "idx"],
        ["rtree"] = ["node", "parent", "rowid"],
        ["rtree_i32"] = ["node", "parent", "rowid"],
        ["geopoly"] = ["node", "parent", "rowid"],
    };

    private readonly HashSet<string> _names = new(SqliteName.Comparer);
    private readonly HashSet<string> _virtual = new(SqliteName.Comparer);

    public VirtualTables(IEnumerable<MasterRow> master)
    {
        foreach (MasterRow row in master.Where(IsVirtual))
        {
            _names.Add(row.Name);
            _virtual.Add(row.Name);
            foreach (string suffix in ShadowSuffixes.GetValueOrDefault(ModuleOf(row.Sql!), []))
            {
                _names.Add($"{row.Name}_{suffix}");
            }
        }
    }

    public bool Contains(string table) => _names.Contains(table);

    /// <summary>Whether a table is a virtual one itself.</summary>
    public bool IsVirtual(string table) => _virtual.Contains(table);

    private static bool IsVirtual(MasterRow row) =>
        row.Type == "table" && row.Sql?.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase) == true;

    private static string ModuleOf(string sql)
    {
        List<SqlToken> tokens = SqlTokenizer.Tokenize(sql);
        int position = tokens.FindIndex(token => token.IsWord("USING"));
        return position < 0 ? "" : tokens[position + 1].Value;
    }
}

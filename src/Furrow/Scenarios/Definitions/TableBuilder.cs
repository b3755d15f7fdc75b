using System.Runtime.CompilerServices;
using Furrow.Configuration;

namespace Furrow.Scenarios;

/// <summary>
/// Takes what a scenario in C# says of one table: how many rows, what they belong to and what its columns are made of.
/// Each method is a key of a scenario's file and returns the builder. The last parameters are left to the compiler.
/// </summary>
public sealed class TableBuilder
{
    private readonly string _name;
    private readonly string _file;
    private readonly int _line;
    private readonly List<ConfigEntry> _keys = [];
    private readonly List<ConfigEntry> _lets = [];
    private readonly List<ConfigEntry> _columns = [];

    internal TableBuilder(string name, string file, int line) => (_name, _file, _line) = (name, file, line);

    /// <summary>So many rows: a number, or an expression of parameters, <c>as_of</c> and <c>count(table)</c>.</summary>
    public TableBuilder Rows(
        Value count, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add("rows", count, file, line);

    /// <summary>So many rows with each row of another table; <c>parent.x</c> in the count is the parent's x.</summary>
    public TableBuilder Per(
        string table, Value count, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add("per", table, file, line).Add("count", count, file, line);

    /// <summary>So many pairs of different rows of one table, none twice.</summary>
    /// <param name="of">The other table.</param>
    /// <param name="rows">How many.</param>
    /// <param name="where">A condition of the rows paired; null for all.</param>
    /// <param name="within">A value that both have to have in common; null for none.</param>
    /// <param name="file">The source file.</param>
    /// <param name="line">The line in it.</param>
    public TableBuilder Pairs(
        string of,
        Value rows,
        string? where = null,
        string? within = null,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        List<(string, Value)> pairs = [("of", of)];
        pairs.AddRange(where is null ? [] : [("where", where)]);
        pairs.AddRange(within is null ? [] : [("within", within)]);
        return Add("pairs", Value.Map([.. pairs]), file, line).Add("rows", rows, file, line);
    }

    /// <summary>Rows given to others one after another: <c>("per", "classes"), ("count", 3), ("from", "users")</c>.
    /// </summary>
    public TableBuilder Assign(
        IEnumerable<(string Key, Value Value)> rules,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Add("assign", Value.Map([.. rules.Select(rule => (rule.Key, rule.Value))]), file, line);

    /// <summary>Columns that are left out get values by their names and types.</summary>
    public TableBuilder Infer([CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Add("infer", true, file, line);

    /// <summary>A value that only others read.</summary>
    public TableBuilder Let(
        string name, Value value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _lets.Add(Entry(name, value, file, line));
        return this;
    }

    /// <summary>What a column is made of.</summary>
    public TableBuilder Column(
        string name, Value value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        _columns.Add(Entry(name, value, file, line));
        return this;
    }

    internal ConfigEntry ToEntry() => new(
        _name,
        new ConfigMap(
            [
                .. _keys,
                new("let", new ConfigMap([.. _lets], _line, 1), _line, 1),
                new("columns", new ConfigMap([.. _columns], _line, 1), _line, 1),
            ],
            _line,
            1),
        _line,
        1);

    private TableBuilder Add(string key, Value value, string file, int line)
    {
        _keys.Add(Entry(key, value, file, line));
        return this;
    }

    // Shared code stands in other files: then the table's own line is said.
    private ConfigEntry Entry(string key, Value value, string file, int line)
    {
        int shown = file == _file ? line : _line;
        return new ConfigEntry(key, value.ToNode(shown, 1), shown, 1);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Data.Cells;
using Furrow.Errors;

namespace Furrow.Scenarios.Reading;

/// <summary>Reads a scenario's file as far as that goes without a database: everything but what values mean.</summary>
internal sealed class ScenarioReader
{
    private readonly ScenarioScope _scope;

    private ScenarioReader(ScenarioScope scope) => _scope = scope;

    /// <summary>Reads a scenario.</summary>
    /// <param name="name">Its name: the file's without extension.</param>
    /// <param name="file">The file as messages show it.</param>
    /// <param name="text">What stands in it.</param>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>, with every problem.</exception>
    public static Scenario Read(string name, string file, string text)
    {
        ConfigProblems problems = new(ErrorCode.ScenarioInvalid, $"the scenario {name}");
        ConfigNode? root = ConfigTreeReader.Read(text, file, problems);
        Scenario scenario = new ScenarioReader(new ScenarioScope(file, problems))
            .Read(name, TextChecksum.Of(text), root);
        problems.ThrowIfAny();
        return scenario;
    }

    /// <summary>Reads what code says about itself; its tables are known when it runs.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="file">The file as messages show it.</param>
    /// <param name="checksum">The checksum of its source.</param>
    /// <param name="entries">What it says.</param>
    /// <param name="code">Loads it.</param>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>, with every problem.</exception>
    public static Scenario ReadCode(
        string name,
        string file,
        string checksum,
        IEnumerable<InfoEntry> entries,
        Func<CancellationToken, IScenarioCode> code)
    {
        ConfigProblems problems = new(ErrorCode.ScenarioInvalid, $"the scenario {name}");
        Scenario scenario = new ScenarioReader(new ScenarioScope(file, problems))
            .Read(name, checksum, CodeScenarioReader.ToNode(entries), tables: []);
        problems.ThrowIfAny();
        return scenario with { Code = code };
    }

    /// <summary>Reads tables alone.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>, with every problem.</exception>
    public static ImmutableArray<ScenarioTable> ReadTables(string name, string file, ConfigMap tables)
    {
        ConfigProblems problems = new(ErrorCode.ScenarioInvalid, $"the scenario {name}");
        ScenarioReader reader = new(new ScenarioScope(file, problems));
        ImmutableArray<ScenarioTable> read = reader.ReadTables(tables);
        reader.RefuseNone(read);
        problems.ThrowIfAny();
        return read;
    }

    private Scenario Read(string name, string checksum, ConfigNode? root, ImmutableArray<ScenarioTable>? tables = null)
    {
        Dictionary<string, ConfigNode> keys = _scope.Known(
            root, "a scenario", "description", "as_of", "random_seed", "parameters", "presets", "tables");
        ImmutableArray<ScenarioParameter> parameters =
            new ParameterReader(_scope).Read(keys.GetValueOrDefault("parameters"));
        ImmutableArray<ScenarioTable> filled = tables ?? ReadTables(keys.GetValueOrDefault("tables"));
        if (tables is null)
        {
            RefuseNone(filled);
        }

        return new Scenario
        {
            Name = name,
            File = _scope.File,
            Description = _scope.Text(keys.GetValueOrDefault("description"), "description")?.Value ?? "",
            AsOf = ReadAsOf(keys.GetValueOrDefault("as_of")),
            RandomSeed = ReadRandomSeed(keys.GetValueOrDefault("random_seed")),
            Parameters = parameters,
            Presets = new PresetReader(_scope, parameters).Read(keys.GetValueOrDefault("presets")),
            Tables = filled,
            Checksum = checksum,
        };
    }

    private string? ReadAsOf(ConfigNode? node)
    {
        if (_scope.Text(node, "as_of") is not { } text)
        {
            return null;
        }

        if (!AsOfText.IsKnown(text.Value))
        {
            _scope.Report(node!, $"as_of is '{text.Value}'", $"expected {AsOfText.Expected}");
        }

        return text.Value;
    }

    private long ReadRandomSeed(ConfigNode? node)
    {
        long seed = 1;
        if (_scope.Text(node, "random_seed") is { } text
            && !long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed))
        {
            _scope.Report(node!, $"random_seed is '{text.Value}'", "expected a whole number");
        }

        return seed;
    }

    private ImmutableArray<ScenarioTable> ReadTables(ConfigNode? node)
    {
        ImmutableArray<ScenarioTable>.Builder tables = ImmutableArray.CreateBuilder<ScenarioTable>();
        foreach (ConfigEntry entry in _scope.Entries(node, "tables"))
        {
            Dictionary<string, ConfigNode> keys = _scope.Known(
                entry.Value, $"the table {entry.Key}", "rows", "per", "count", "pairs", "assign", "infer", "let",
                "columns");
            ScenarioTable table = new()
            {
                Name = entry.Key,
                Entry = entry,
                Rows = keys.GetValueOrDefault("rows"),
                Per = _scope.Text(keys.GetValueOrDefault("per"), "per"),
                Count = keys.GetValueOrDefault("count"),
                Pairs = keys.GetValueOrDefault("pairs"),
                Assign = keys.GetValueOrDefault("assign"),
                Infers = ReadTruth(keys.GetValueOrDefault("infer"), "infer"),
                Let = _scope.Entries(keys.GetValueOrDefault("let"), $"let of {entry.Key}"),
                Columns = _scope.Entries(keys.GetValueOrDefault("columns"), $"columns of {entry.Key}"),
            };
            CheckShape(table);
            foreach (ConfigEntry let in table.Let.Where(let => !ScenarioNames.IsName(let.Key)))
            {
                _scope.Report(
                    let, $"'{let.Key}' cannot be the name of a value", "use lower-case letters, digits and _");
            }

            tables.Add(table);
        }

        return tables.ToImmutable();
    }

    private void RefuseNone(ImmutableArray<ScenarioTable> tables)
    {
        if (tables.IsEmpty && !_scope.Problems.Any)
        {
            _scope.Report(1, 1, "a scenario needs tables", "add `tables:` with at least one table");
        }
    }

    private bool ReadTruth(ConfigNode? node, string what)
    {
        if (_scope.Text(node, what) is not { } text)
        {
            return false;
        }

        if (!ParameterText.TryRead(CellKind.Boolean, text.Value, out string? truth))
        {
            _scope.Report(node!, $"{what} is '{text.Value}'", "expected true or false");
        }

        return truth == "true";
    }

    private void CheckShape(ScenarioTable table)
    {
        bool hasChildren = table.Per is not null || table.Count is not null;
        int shapes = (hasChildren ? 1 : 0) + (table.Assign is null ? 0 : 1)
            + (table.Rows is null && table.Pairs is null ? 0 : 1);
        if (shapes != 1)
        {
            _scope.Report(
                table.Entry,
                shapes == 0
                    ? $"the table {table.Name} does not say how many rows it has"
                    : $"the table {table.Name} says in more than one way how many rows it has",
                "give `rows`, or `per` with `count`, or `pairs` with `rows`, or `assign`");
        }
        else if (hasChildren && (table.Per is null || table.Count is null))
        {
            _scope.Report(table.Entry, $"the table {table.Name} needs both `per` and `count`");
        }
        else if (table is { Pairs: not null, Rows: null })
        {
            _scope.Report(table.Entry, $"the table {table.Name} has `pairs` and needs `rows`: how many of them");
        }
    }
}

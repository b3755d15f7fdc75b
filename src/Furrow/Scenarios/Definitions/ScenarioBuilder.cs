using System.Runtime.CompilerServices;
using Furrow.Configuration;

namespace Furrow.Scenarios;

/// <summary>Takes what a scenario in C# says of its tables.</summary>
public sealed class ScenarioBuilder
{
    private readonly List<TableBuilder> _tables = [];
    private readonly string _file;

    internal ScenarioBuilder(string file) => _file = file;

    /// <summary>A table to fill.</summary>
    /// <param name="name">Its name, with its schema where that is not clear.</param>
    /// <param name="file">The source file; left to the compiler.</param>
    /// <param name="line">The line in it; left to the compiler.</param>
    public TableBuilder Table(string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        TableBuilder table = new(name, _file, file == _file ? line : 1);
        _tables.Add(table);
        return table;
    }

    /// <summary>What a file would have under <c>tables</c>.</summary>
    internal ConfigMap ToNode() => new([.. _tables.Select(table => table.ToEntry())], 1, 1);
}

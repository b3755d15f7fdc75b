using Furrow.Schema;

namespace Furrow.Cli.Rendering;

/// <summary>
/// Names tables as one writes them in SQL: alone in the schema that is searched anyway, else with it.
/// </summary>
/// <param name="SearchedSchema">That schema.</param>
internal readonly record struct TableNames(string SearchedSchema)
{
    /// <summary>The names of a provider.</summary>
    public static TableNames Of(string provider) => new(provider == "sqlite" ? "main" : "public");

    /// <summary>The table's name.</summary>
    public string Name(ObjectName table) => table.Schema == SearchedSchema ? table.Name : table.ToString();
}

using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Finds the table that a seed means.</summary>
internal sealed class SeedTableFinder
{
    // Where a table without schema is looked for first: PostgreSQL's default, and all there is in SQLite.
    private static readonly string[] DefaultSchemas = ["public", "main"];

    private readonly DatabaseSchema _schema;
    private readonly ILookup<string, Table> _byName;

    public SeedTableFinder(DatabaseSchema schema)
    {
        _schema = schema;
        _byName = schema.Tables.ToLookup(table => table.Name.Name, StringComparer.Ordinal);
    }

    /// <summary>The table of a name as written; a point may part schema from name or be part of the name.</summary>
    public Table? Find(string written, out string? problem)
    {
        if (FindUnqualified(written, out problem) is { } table)
        {
            return table;
        }

        int point = written.IndexOf('.', StringComparison.Ordinal);
        return problem is null && point > 0
            ? FindQualified(written[..point], written[(point + 1)..], out problem)
            : Unknown(written, ref problem);
    }

    /// <summary>The table of a name whose parts are known.</summary>
    public Table? Find(IReadOnlyList<string> parts, out string? problem) => parts.Count == 2
        ? FindQualified(parts[0], parts[1], out problem)
        : FindUnqualified(parts[0], out problem) ?? Unknown(parts[0], ref problem);

    private Table? FindQualified(string schema, string name, out string? problem)
    {
        problem = null;
        return _schema.Find(new ObjectName(schema, name)) ?? Unknown($"{schema}.{name}", ref problem);
    }

    private Table? FindUnqualified(string name, out string? problem)
    {
        problem = null;
        List<Table> found = [.. _byName[name]];
        if (found.Count > 1 && found.Exists(table => table.OwnedByExtension is null))
        {
            found.RemoveAll(table => table.OwnedByExtension is not null);
        }

        Table? preferred = DefaultSchemas
            .Select(schema => found.Find(table => table.Name.Schema == schema))
            .FirstOrDefault(table => table is not null);
        if (preferred is null && found.Count > 1)
        {
            problem = $"the table {name} could be {string.Join(" or ", found.Select(table => table.Name))}";
        }

        return preferred ?? (found.Count == 1 ? found[0] : null);
    }

    private Table? Unknown(string written, ref string? problem)
    {
        if (problem is null)
        {
            IEnumerable<string> known = _schema.Tables
                .SelectMany(table => new[] { table.Name.Name, table.Name.ToString() });
            string? nearest = NearestName.Find(written, known);
            problem = $"there is no table {written}{(nearest is null ? "" : $" (did you mean {nearest}?)")}";
        }

        return null;
    }
}

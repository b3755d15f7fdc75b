using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.State;

/// <summary>
/// What furrow's own tables are called in a database: in a schema of their own where there are schemas,
/// otherwise with that schema's name and an underscore before them.
/// </summary>
public sealed class StateNames
{
    private readonly IDatabaseProvider _provider;
    private readonly string _schema;

    /// <summary>Names for a provider and the <c>schema</c> setting.</summary>
    public StateNames(IDatabaseProvider provider, string schema)
    {
        _provider = provider;
        _schema = schema;
    }

    /// <summary>The schema's name quoted, where there are schemas; otherwise null.</summary>
    public string? QuotedSchema => _provider.Capabilities.Schemas ? _provider.Dialect.QuoteIdentifier(_schema) : null;

    /// <summary>The schema's name, not quoted.</summary>
    public string Schema => _schema;

    /// <summary>
    /// A table's or index's quoted name, ready for SQL: <c>"furrow"."lock"</c>, <c>"furrow_lock"</c>.
    /// </summary>
    public string this[string name] => _provider.Capabilities.Schemas
        ? _provider.Dialect.QuoteName(_schema, name)
        : _provider.Dialect.QuoteIdentifier($"{_schema}_{name}");

    /// <summary>Whether a user table's name is one of furrow's own.</summary>
    public bool Owns(ObjectName table) => _provider.Capabilities.Schemas
        ? string.Equals(table.Schema, _schema, StringComparison.Ordinal)
        : table.Name.StartsWith(_schema + "_", StringComparison.Ordinal);
}

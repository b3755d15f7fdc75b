using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;

namespace Furrow.State;

/// <summary>The tables that lie where furrow keeps its own: their names, without schema or prefix.</summary>
internal sealed record StateTables(StateNames Place, ImmutableArray<string> Names)
{
    // Every table of CONTRACT's section on the database, those of later steps included.
    private static readonly string[] Own =
    [
        "metadata", "operation_history", "migration_history", "seed_history", "seed_changes", "generation_history",
        "runs", "lock",
    ];

    /// <summary>Whether the one table is there that says what the others are.</summary>
    public bool HasMetadata => Names.Contains("metadata", StringComparer.Ordinal);

    /// <summary>Whether any table of furrow's is there.</summary>
    public bool HasAny => Names.Any(name => Own.Contains(name, StringComparer.Ordinal));

    /// <summary>The first table that is not there although a database of this version has it; null for none.</summary>
    public string? MissingAt(int version) =>
        StateDefinition.TablesAt(version).FirstOrDefault(name => !Names.Contains(name, StringComparer.Ordinal));

    public static async Task<StateTables> ReadAsync(StateStore store, CancellationToken cancellationToken)
    {
        string sql = store.Provider.Capabilities.Schemas
            ? """
              SELECT c.relname::text FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = @schema AND c.relkind IN ('r', 'p', 'f') ORDER BY 1
              """
            : """
              SELECT substr(name, length(@schema) + 2) FROM main.sqlite_master
              WHERE type = 'table' AND substr(name, 1, length(@schema) + 1) = @schema || '_' ORDER BY 1
              """;
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        await using DbCommand command = store.Session.CreateCommand(sql).With("schema", store.Names.Schema);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            names.Add(reader.GetString(0));
        }

        return new StateTables(store.Names, names.ToImmutable());
    }

    /// <summary>Creates the schema unless it is there: a role may own it and yet be allowed to create none.</summary>
    public static async Task CreateSchemaAsync(StateStore store, CancellationToken cancellationToken)
    {
        if (store.Names.QuotedSchema is not { } schema)
        {
            return;
        }

        await using DbCommand command = store.Session
            .CreateCommand("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = @schema")
            .With("schema", store.Names.Schema);
        if (await command.ExecuteScalarAsync(cancellationToken) is null)
        {
            await store.Session.ExecuteAsync($"CREATE SCHEMA {schema}", cancellationToken);
        }
    }

    /// <summary>
    /// Refuses a place that somebody else's tables are in. What lies there is left out of every count and every
    /// question whether a database is empty, so a user's tables would not be seen and not be protected.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>.</exception>
    public void RefuseForeign()
    {
        string[] foreign = [.. Names.Where(name => !Own.Contains(name, StringComparer.Ordinal))];
        if (foreign.Length == 0)
        {
            return;
        }

        const int ShownMax = 3;
        string shown = string.Join(", ", foreign.Take(ShownMax).Select(name => Place[name]))
            + (foreign.Length > ShownMax ? ", …" : "");
        throw new FurrowException(
            ErrorCode.ConfigInvalid,
            Place.QuotedSchema is { } schema
                ? $"The schema {schema} is meant for furrow's own tables, and holds others: {shown}."
                : $"Names that begin with {Place.Schema}_ are furrow's own tables, and there are others: {shown}.")
        {
            Hint = "Set `schema:` in furrow.yaml to a name that nothing else uses.",
        };
    }
}

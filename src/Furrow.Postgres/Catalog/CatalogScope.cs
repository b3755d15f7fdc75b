using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>Which schemas are the user's.</summary>
/// <param name="StateSchema">Furrow's own, which is never among them.</param>
/// <param name="Schemas">The only ones to look at; null for all.</param>
internal sealed record CatalogScope(string StateSchema, string[]? Schemas)
{
    /// <summary>
    /// The condition on <c>pg_namespace n</c>. The server reserves the prefix <c>pg_</c>: its catalog, TOAST and the
    /// sessions' temporary schemas have it. Needs the parameters of <see cref="Command"/>.
    /// </summary>
    public const string Condition = """
        (n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> $1
            AND ($2 IS NULL OR n.nspname = ANY ($2::text[])))
        """;

    public static CatalogScope Of(DatabaseOptions options) => new(options.StateSchema, options.Schemas?.ToArray());

    /// <summary>A query that uses <see cref="Condition"/>.</summary>
    public NpgsqlBatchCommand Command(string sql)
    {
        NpgsqlBatchCommand command = new(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = StateSchema });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = SchemasLiteral() });
        return command;
    }

    // The server takes the list apart: a first array costs the driver milliseconds of setting up every array type.
    private string? SchemasLiteral() => Schemas is null ? null : $"{{{string.Join(',', Schemas.Select(Quote))}}}";

    private static string Quote(string name)
    {
        string escaped = name.Replace("\\", "\\\\", StringComparison.Ordinal);
        return $"\"{escaped.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}

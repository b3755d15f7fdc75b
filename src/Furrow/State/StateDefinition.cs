using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// The statements that create furrow's own tables, by version: a database's <c>metadata.state_version</c> says how many
/// of these steps it has had. A step never changes once released; a new need is a new step.
/// </summary>
public static class StateDefinition
{
    /// <summary>The version that the last step leads to.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The tables that a database has which has had <paramref name="version"/> steps.</summary>
    public static IReadOnlyList<string> TablesAt(int version) =>
        version > 0
            ?
            [
                "metadata", "operation_history", "migration_history", "seed_history", "seed_changes",
                "generation_history", "runs", "lock",
            ]
            : [];

    /// <summary>The statements of step <paramref name="version"/>, counted from 1.</summary>
    public static IEnumerable<string> Step(int version, IDatabaseProvider provider, StateNames names) => version switch
    {
        1 => First(provider, names),
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, $"There are {CurrentVersion} steps."),
    };

    private static IEnumerable<string> First(IDatabaseProvider provider, StateNames names)
    {
        bool server = provider.Capabilities.Schemas;
        string id = server ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "INTEGER PRIMARY KEY AUTOINCREMENT";
        string time = server ? "timestamptz" : "TEXT";
        string json = server ? "jsonb" : "TEXT";
        string cells = server ? "text[]" : "TEXT";
        string index(string name) => provider.Dialect.QuoteIdentifier(server ? name : $"{names.Schema}_{name}");

        yield return $"""
            CREATE TABLE {names["metadata"]} (
                key text PRIMARY KEY,
                value text NOT NULL,
                changed_at {time} NOT NULL)
            """;

        yield return $"""
            CREATE TABLE {names["operation_history"]} (
                id {id},
                command text NOT NULL,
                environment text NOT NULL,
                verdict text NOT NULL,
                result text NOT NULL CHECK (result IN ('running', 'succeeded', 'failed', 'refused', 'interrupted')),
                started_at {time} NOT NULL,
                finished_at {time},
                performed_by text NOT NULL,
                host text NOT NULL,
                tool_version text NOT NULL,
                error_code text,
                error text)
            """;

        yield return $"""
            CREATE TABLE {names["migration_history"]} (
                id {id},
                version text NOT NULL,
                name text NOT NULL,
                kind text NOT NULL CHECK (kind IN ('versioned', 'repeatable')),
                direction text NOT NULL CHECK (direction IN ('up', 'down')),
                checksum text NOT NULL,
                status text NOT NULL
                    CHECK (status IN ('applied', 'failed', 'started', 'rolled-back', 'baseline', 'superseded')),
                transactional boolean NOT NULL,
                applied_at {time} NOT NULL,
                applied_by text NOT NULL,
                host text NOT NULL,
                duration_ms bigint NOT NULL,
                tool_version text NOT NULL,
                operation_id bigint,
                statement_index integer,
                statement_state text CHECK (statement_state IN ('started', 'done', 'failed')),
                statement_checksum text,
                rolled_back_at {time},
                rolled_back_by text,
                rolled_back_host text,
                rolled_back_ms bigint,
                rolled_back_operation_id bigint,
                tables {json},
                error text)
            """;
        yield return $"""
            CREATE UNIQUE INDEX {index("migration_history_applied")} ON {names["migration_history"]} (version)
            WHERE status IN ('applied', 'started', 'baseline')
            """;

        yield return $"""
            CREATE TABLE {names["seed_history"]} (
                id {id},
                name text NOT NULL,
                version text NOT NULL,
                environment text NOT NULL,
                checksum text NOT NULL,
                kind text NOT NULL,
                policy text NOT NULL,
                status text NOT NULL CHECK (status IN ('Active', 'Inactive', 'Orphaned')),
                result text NOT NULL CHECK (result IN ('applied', 'upgraded', 'failed', 'rolled-back')),
                attempt integer NOT NULL,
                since_attempt integer NOT NULL,
                applied_at {time} NOT NULL,
                applied_by text NOT NULL,
                host text NOT NULL,
                duration_ms bigint NOT NULL,
                tool_version text NOT NULL,
                operation_id bigint,
                notes text,
                details {json},
                not_captured text,
                error text)
            """;
        yield return $"""
            CREATE UNIQUE INDEX {index("seed_history_active")} ON {names["seed_history"]} (name)
            WHERE status = 'Active'
            """;

        yield return $"""
            CREATE TABLE {names["seed_changes"]} (
                id {id},
                history_id bigint NOT NULL,
                table_schema text NOT NULL,
                table_name text NOT NULL,
                kind text NOT NULL CHECK (kind IN ('table', 'inserted', 'updated', 'deleted')),
                key {cells},
                before {cells},
                after text)
            """;
        yield return $"""
            CREATE INDEX {index("seed_changes_history")} ON {names["seed_changes"]}
                (history_id, table_schema, table_name)
            """;

        yield return $"""
            CREATE TABLE {names["generation_history"]} (
                id {id},
                scenario text NOT NULL,
                preset text,
                checksum text NOT NULL,
                recipe text NOT NULL,
                random_seed bigint NOT NULL,
                as_of text NOT NULL,
                generator_version integer NOT NULL,
                environment text NOT NULL,
                parameters {json} NOT NULL,
                tables {json} NOT NULL,
                status text NOT NULL CHECK (status IN ('Active', 'Inactive')),
                applied_at {time} NOT NULL,
                applied_by text NOT NULL,
                host text NOT NULL,
                duration_ms bigint NOT NULL,
                tool_version text NOT NULL,
                operation_id bigint)
            """;

        yield return $"""
            CREATE TABLE {names["runs"]} (
                id {id},
                operation_id bigint NOT NULL,
                kind text NOT NULL,
                started_at {time} NOT NULL,
                details {json} NOT NULL)
            """;

        yield return $"""
            CREATE TABLE {names["lock"]} (
                id integer PRIMARY KEY CHECK (id IN (1, 2)),
                holder text,
                command text,
                kind text,
                session_id bigint,
                token bigint NOT NULL,
                since {time},
                heartbeat_at {time})
            """;
        yield return $"INSERT INTO {names["lock"]} (id, token) VALUES (1, 0), (2, 0)";
    }
}

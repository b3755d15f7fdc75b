using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Errors;
using Furrow.Postgres.Catalog;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Connecting;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Definitions by the server's own pg_dump, of the moment that the session's transaction sees.
/// </summary>
internal sealed class SchemaDump(
    NpgsqlConnection connection, CatalogScope scope, ServerInfo server, ConnectTarget target, TimeProvider clock)
{
    // Whoever waits to change a table that this session reads would wait for ever if pg_dump waited behind him.
    private const int LockWaitMs = 10_000;

    private static readonly ToolPurpose Purpose = new(ErrorCode.ExportFailed, ", or export with --data-only");

    public async Task<SchemaScript> ReadAsync(SchemaScriptRequest request, CancellationToken cancellationToken)
    {
        string snapshot = (string)(await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT pg_export_snapshot()"), cancellationToken))!;
        DumpSelection selection = await new SelectionReader(connection, scope).ReadAsync(request, cancellationToken);
        string[] arguments =
        [
            "--schema-only", "--no-owner", "--no-privileges", "--no-tablespaces", "--no-security-labels",
            "--no-subscriptions", $"--snapshot={snapshot}",
            string.Create(CultureInfo.InvariantCulture, $"--lock-wait-timeout={LockWaitMs}"),
            .. server.Encoding == "SQL_ASCII" ? [] : (string[])["--encoding=UTF8"],
            .. selection.Schemas.Select(schema => $"--exclude-schema={SqlDialect.Postgres.QuoteIdentifier(schema)}"),
            .. selection.Relations.Select(name => $"--exclude-table={PostgresTransfer.TableName(name)}"),
        ];
        Toolbox tools = new(target, clock, Purpose);
        ClientTool tool = (await tools.FindAsync("pg_dump", server.Major, cancellationToken))[0];
        ToolRun dump = tools.Run(
            tool, await tools.ConnectAsync(connection, target.Database, options: "", cancellationToken));

        // Both at once: pg_dump spends most of its time waiting for answers.
        Task<string> before = RunAsync(dump, [.. arguments, "--section=pre-data"], cancellationToken);
        Task<string> after = RunAsync(dump, [.. arguments, "--section=post-data"], cancellationToken);
        string[] texts = await Task.WhenAll(before, after);
        return new SchemaScript(
            DumpText.Clean(texts[0], selection.LostStatements), DumpText.Clean(texts[1], selection.LostStatements));
    }

    private static async Task<string> RunAsync(
        ToolRun dump, string[] arguments, CancellationToken cancellationToken)
    {
        string text = "";
        try
        {
            await dump.RunAsync(
                arguments,
                async (output, token) =>
                {
                    using StreamReader reader = new(output, Encoding.UTF8);
                    text = await reader.ReadToEndAsync(token);
                },
                cancellationToken);
            return text;
        }
        catch (ToolFailure failure)
        {
            throw ToolErrors.Describe(failure, "Definitions were not read", Purpose.Code);
        }
    }
}

/// <summary>What pg_dump is to leave out.</summary>
/// <param name="Schemas">Schemas.</param>
/// <param name="Relations">Tables, views and sequences.</param>
/// <param name="LostStatements">What statements begin with that mean something left out.</param>
internal sealed record DumpSelection(
    ImmutableArray<string> Schemas, ImmutableArray<ObjectName> Relations, ImmutableArray<string> LostStatements);

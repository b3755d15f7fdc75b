using System.Text;
using Furrow.Errors;
using Furrow.Postgres.Faults;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Runs the script that pg_restore writes in the open transaction of a session: without the script's own transactions,
/// without settings that the server does not know, with the rows of each COPY passed on as they come.
/// </summary>
internal sealed class ScriptLoad(NpgsqlConnection connection)
{
    // What the script sets for itself; everything else that it needs is on already.
    private static readonly string[] SetByScript =
    [
        "search_path", "row_security", "check_function_bodies", "xmloption", "client_min_messages", "client_encoding",
        "default_tablespace", "default_table_access_method", "statement_timeout", "lock_timeout",
        "idle_in_transaction_session_timeout", "default_with_oids",
    ];

    public async Task RunAsync(Stream script, CancellationToken cancellationToken)
    {
        HashSet<string> known = new(
            await RawSql.ListAsync(connection, RawSql.Command("SELECT name FROM pg_settings"), cancellationToken),
            StringComparer.OrdinalIgnoreCase);
        ScriptLines lines = new(script);
        ScriptStatements statements = new(lines);
        try
        {
            while (await statements.ReadAsync(cancellationToken) is { Count: > 0 } next)
            {
                foreach (SqlStatement statement in next)
                {
                    if (statement.Kind == SqlStatementKind.Copy)
                    {
                        await CopyAsync(statement.Text, lines, cancellationToken);
                    }
                    else if (statement.Kind == SqlStatementKind.Ordinary && !IsUnknownSetting(statement, known))
                    {
                        await RawSql.ExecuteAsync(connection, statement.Text, cancellationToken);
                    }
                }
            }

            foreach (string setting in SetByScript.Where(known.Contains))
            {
                await RawSql.ExecuteAsync(connection, $"RESET {setting}", cancellationToken);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException
            or DecoderFallbackException)
        {
            throw new FurrowException(
                ErrorCode.SnapshotCorrupt,
                "The stored database cannot be read to its end as a script in UTF-8.",
                exception);
        }
        catch (PostgresException exception)
        {
            throw Describe(exception);
        }
    }

    private async Task CopyAsync(string sql, ScriptLines lines, CancellationToken cancellationToken)
    {
        NpgsqlCopyTextWriter writer = await connection.BeginTextImportAsync(sql, cancellationToken);
        try
        {
            Stream rows = writer.BaseStream;
            await lines.ReadRowsAsync(rows.WriteAsync, cancellationToken);
        }
        catch
        {
            await writer.CancelAsync();
            throw;
        }

        // Completing is what loads the rows.
        await writer.DisposeAsync();
    }

    private static bool IsUnknownSetting(SqlStatement statement, HashSet<string> known)
    {
        IReadOnlyList<SqlToken> tokens = statement.ReadTokens();
        return tokens.Count > 2 && statement.StartsWith("SET")
            && tokens[2].In(statement.Text) is "="
            && !known.Contains(tokens[1].In(statement.Text).ToString());
    }

    private static FurrowException Describe(PostgresException exception)
    {
        DatabaseFault fault = PostgresFaults.Explain(exception);
        return new FurrowException(
            fault.IsPermissionDenied ? ErrorCode.DatabasePermission : fault.Code ?? ErrorCode.SnapshotFailed,
            $"The stored database was not restored: {fault.Message}")
        {
            Detail = fault.Detail,
            Hint = fault.Hint,
            SqlState = fault.SqlState,
        };
    }
}

using System.Text;
using Furrow.Errors;
using Furrow.Postgres.Faults;
using Furrow.Postgres.Transfer;
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
        KnownSettings known = await KnownSettings.ReadAsync(connection, cancellationToken);
        ScriptLines lines = new(script);
        ScriptCutter pieces = new(lines, SqlDialect.Postgres);
        try
        {
            while (await pieces.ReadAsync(cancellationToken) is { } piece)
            {
                if (piece.EndsWithin || piece.Problems.Count > 0)
                {
                    throw new InvalidDataException("The script ends within a statement, or holds what is no SQL.");
                }

                foreach (SqlStatement statement in piece.Statements)
                {
                    if (statement.Kind == SqlStatementKind.Copy)
                    {
                        await CopyRows.SendAsync(
                            connection,
                            statement.Text,
                            (rows, token) => lines.ReadRowsAsync(rows.WriteAsync, token),
                            cancellationToken);
                    }
                    else if (statement.Kind == SqlStatementKind.Ordinary && !known.IsUnknown(statement))
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

using System.Data.Common;
using Furrow.Errors;
using Furrow.Migrations.Running;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Migrations;

/// <summary>One direction of a migration, to be run in a scratch database without a history.</summary>
internal sealed class TrialScript
{
    // Nobody else is in a scratch database.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(1);

    private readonly RunnableScript _script;

    private TrialScript(RunnableScript script) => _script = script;

    private string File => _script.File;

    private IEnumerable<SqlStatement> Statements => _script.Steps.SelectMany(step => step.Statements);

    /// <summary>Reads it as <c>migrate</c> does.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: it is no SQL that can be run.</exception>
    public static async Task<TrialScript> ReadAsync(
        MigrationScript script,
        SqlDialect dialect,
        Func<string, string> display,
        CancellationToken cancellationToken) =>
        new(await new TaskPreparation(dialect, display).ReadAsync(script, cancellationToken));

    /// <summary>The first statement that reaches beyond its database, as an error; null where there is none.</summary>
    public FurrowException? FindServerWide() => FindServerWide(Statements, File);

    /// <summary>The same of any statements of a file.</summary>
    public static FurrowException? FindServerWide(IEnumerable<SqlStatement> statements, string file)
    {
        foreach (SqlStatement statement in statements)
        {
            if (ServerWideStatement.Find(statement) is { } words)
            {
                return new FurrowException(
                    ErrorCode.Refused, $"{words} reaches beyond the scratch database, so it is not run on this server.")
                {
                    File = file,
                    Line = statement.Line,
                    Column = statement.Column,
                    Hint = "Name a server where it may: --scratch postgres://…",
                };
            }
        }

        return null;
    }

    /// <summary>Runs it and looks at nothing: it went well before.</summary>
    /// <exception cref="FurrowException">This time it did not.</exception>
    public async Task ApplyAsync(ISession session, CancellationToken cancellationToken)
    {
        TrialResult result = await RunAsync(session, stays: null, cancellationToken);
        if (result.Error is { } error)
        {
            throw error;
        }
    }

    /// <summary>
    /// Runs it, reads what the database then is, and asks whether that is to stay (null: it is, unread). If not, or if
    /// a statement fails, the database is as before, unless it could not run in a transaction.
    /// </summary>
    public async Task<TrialResult> RunAsync(
        ISession session, Func<DatabaseCatalog, bool>? stays, CancellationToken cancellationToken)
    {
        await session.ResetAsync(cancellationToken);
        return _script.IsTransactional
            ? await RunInsideAsync(session, stays, cancellationToken)
            : await RunOutsideAsync(session, stays, cancellationToken);
    }

    private async Task<TrialResult> RunInsideAsync(
        ISession session, Func<DatabaseCatalog, bool>? stays, CancellationToken cancellationToken)
    {
        try
        {
            string? modes = _script.Steps.Select(step => step.Modes).FirstOrDefault();
            await using ISessionTransaction transaction = await session.BeginAsync(
                new TransactionRequest(TransactionPurpose.SchemaChange) { Modes = modes }, cancellationToken);
            await new ScriptRunner(session, ErrorCode.MigrationFailed, File)
                .RunAsync([.. Statements], cancellationToken);
            DatabaseCatalog? catalog = await ReadAsync(session, stays, cancellationToken);
            if (catalog is null || stays!(catalog))
            {
                await transaction.CommitAsync(cancellationToken);
            }

            return new TrialResult(catalog, Error: null, IsStateKnown: true);
        }
        catch (Exception e) when (e is DbException or FurrowException { Code: not ErrorCode.DatabaseUnreachable })
        {
            return new TrialResult(Catalog: null, Fault(session, e), IsStateKnown: true);
        }
    }

    private async Task<TrialResult> RunOutsideAsync(
        ISession session, Func<DatabaseCatalog, bool>? stays, CancellationToken cancellationToken)
    {
        try
        {
            await new BareApplication(session, LockTimeout).RunAsync(_script, cancellationToken);
            DatabaseCatalog? catalog = await ReadAsync(session, stays, cancellationToken);
            return new TrialResult(catalog, Error: null, IsStateKnown: catalog is null || stays!(catalog));
        }
        catch (Exception e) when (e is DbException or FurrowException { Code: not ErrorCode.DatabaseUnreachable })
        {
            return new TrialResult(Catalog: null, Fault(session, e), IsStateKnown: false);
        }
    }

    private static async Task<DatabaseCatalog?> ReadAsync(
        ISession session, Func<DatabaseCatalog, bool>? stays, CancellationToken cancellationToken) =>
        stays is null ? null : await session.ReadCatalogAsync(cancellationToken);

    // Faults of statements are in our words already; what is left comes with the commit.
    private FurrowException Fault(ISession session, Exception exception)
    {
        if (exception is FurrowException known)
        {
            return known;
        }

        DatabaseFault fault = session.Explain(exception);
        return new FurrowException(fault.Code ?? ErrorCode.MigrationFailed, fault.Message)
        {
            File = File,
            SqlState = fault.SqlState,
            Detail = fault.Detail,
            Hint = fault.Hint,
        };
    }
}

/// <summary>How a script went.</summary>
/// <param name="Catalog">What the database was after it; null where a statement failed, or nobody asked.</param>
/// <param name="Error">What failed; null where nothing did.</param>
/// <param name="IsStateKnown">
/// Whether the database now is what it was before, or what was to stay; otherwise it is neither.
/// </param>
internal sealed record TrialResult(DatabaseCatalog? Catalog, FurrowException? Error, bool IsStateKnown);

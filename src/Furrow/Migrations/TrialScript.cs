using System.Data.Common;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Migrations;

/// <summary>One direction of a migration, to be run in a scratch database without a history.</summary>
internal sealed class TrialScript
{
    // "cannot run inside a transaction block", and a new label of an enum used by the transaction that adds it.
    private static readonly string[] OutsideStates = ["25001", "55P04"];

    private readonly IReadOnlyList<SqlStatement> _statements;
    private readonly bool _mayRunInside;
    private readonly bool _mayRunOutside;
    private readonly string _file;

    private TrialScript(
        IReadOnlyList<SqlStatement> statements, bool mayRunInside, bool mayRunOutside, string file)
    {
        _statements = statements;
        _mayRunInside = mayRunInside;
        _mayRunOutside = mayRunOutside;
        _file = file;
    }

    /// <summary>Reads and splits it.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: it is no SQL that can be run.</exception>
    public static async Task<TrialScript> ReadAsync(
        MigrationScript script, SqlDialect dialect, string file, CancellationToken cancellationToken)
    {
        string text = await script.ReadAsync(cancellationToken);
        SqlScript split = SqlSplitter.Split(text, dialect);
        split.ThrowIfProblems(ErrorCode.MigrationFailed, file);
        OuterTransaction outer = OuterTransaction.Strip(split.Statements);
        bool mustRunOutside = script.Transaction == MigrationTransaction.None || outer.HasTransactionControl
            || MigrationDirectives.IsNonTransactional(text)
            || outer.Statements.Any(statement => !dialect.HasCopy && statement.StartsWith("VACUUM"));
        return new TrialScript(
            outer.Statements,
            mayRunInside: !mustRunOutside,
            mayRunOutside: script.Transaction != MigrationTransaction.Required,
            file);
    }

    /// <summary>The first statement that reaches beyond its database, as an error; null where there is none.</summary>
    public FurrowException? FindServerWide() => FindServerWide(_statements, _file);

    /// <summary>The same of any statements of a file.</summary>
    public static FurrowException? FindServerWide(IReadOnlyList<SqlStatement> statements, string file)
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
        if (!_mayRunInside)
        {
            return await RunOutsideAsync(session, stays, cancellationToken);
        }

        TrialResult result = await RunInsideAsync(session, stays, cancellationToken);
        return result.Error is { } error && _mayRunOutside && OutsideStates.Contains(error.SqlState)
            ? await RunOutsideAsync(session, stays, cancellationToken)
            : result;
    }

    private async Task<TrialResult> RunInsideAsync(
        ISession session, Func<DatabaseCatalog, bool>? stays, CancellationToken cancellationToken)
    {
        try
        {
            await using ISessionTransaction transaction = await session.BeginAsync(
                new TransactionRequest(TransactionPurpose.SchemaChange), cancellationToken);
            await RunStatementsAsync(session, cancellationToken);
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
            await RunStatementsAsync(session, cancellationToken);
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

    private Task<int> RunStatementsAsync(ISession session, CancellationToken cancellationToken) =>
        new ScriptRunner(session, ErrorCode.MigrationFailed, _file).RunAsync(_statements, cancellationToken);

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
            File = _file,
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

using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Integrity;

/// <summary>
/// Looks whether the rows of a database keep what its definitions promise: keys are joined, checks computed, numbers
/// compared with the next ones, all of one moment. Reads only; what cannot be read is a finding too.
/// </summary>
public sealed class DataCheck
{
    private const string Savepoint = "furrow_data";

    private readonly ISession _session;
    private readonly TableFindings _findings;

    /// <summary>A check in a session without a transaction.</summary>
    public DataCheck(ISession session, SqlDialect dialect)
    {
        _session = session;
        _findings = new TableFindings(session, dialect);
    }

    /// <summary>Looks at every table but those of extensions.</summary>
    public async Task<DataReport> RunAsync(CancellationToken cancellationToken)
    {
        await using ISessionTransaction transaction = await _session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, cancellationToken);
        await _session.Integrity.PrepareAsync(cancellationToken);
        DatabaseSchema schema = await _session.ReadSchemaAsync(cancellationToken);
        await transaction.Transaction.SaveAsync(Savepoint, cancellationToken);
        ImmutableArray<DataFinding>.Builder found = ImmutableArray.CreateBuilder<DataFinding>();
        Table[] tables = [.. schema.Tables.Where(table => table.OwnedByExtension is null)];
        foreach (Table table in tables)
        {
            foreach (DataQuestion question in _findings.Ask(schema, table))
            {
                found.AddRange(await TryAsync(transaction, question, cancellationToken));
            }
        }

        found.AddRange(await TryAsync(
            transaction,
            new DataQuestion(null, null, token => _session.Integrity.FindOthersAsync(schema, token)),
            cancellationToken));
        return new DataReport(tables.Length, found.ToImmutable());
    }

    private async Task<ImmutableArray<DataFinding>> TryAsync(
        ISessionTransaction transaction, DataQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await question.AnswerAsync(cancellationToken);
        }
        catch (DbException e) when (!cancellationToken.IsCancellationRequested)
        {
            DatabaseFault fault = _session.Explain(e);
            if (fault.IsConnectionLost)
            {
                throw;
            }

            // An error would otherwise end the transaction for all that follows.
            await transaction.Transaction.RollbackAsync(Savepoint, cancellationToken);
            if (question.Alone is { } alone)
            {
                List<DataFinding> found = [];
                foreach (DataQuestion one in alone)
                {
                    found.AddRange(await TryAsync(transaction, one, cancellationToken));
                }

                return [.. found];
            }

            return
            [
                new DataFinding(
                    DataFindingKind.Unreadable,
                    question.Subject,
                    question.Name,
                    $"could not be checked: {fault.Message}",
                    fault.Hint ?? (fault.IsPermissionDenied
                        ? "Let the role read it, or use the role that owns it."
                        : "Correct what the message names, then look again.")),
            ];
        }
    }
}

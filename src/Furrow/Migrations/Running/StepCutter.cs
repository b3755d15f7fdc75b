using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Migrations.Running;

/// <summary>
/// Cuts a script that is not one transaction into steps: each statement for itself, and each BEGIN … COMMIT of the
/// file's own as one. What a database would only warn of, a COMMIT without its BEGIN, is left out.
/// </summary>
/// <param name="file">The file as people are shown it.</param>
/// <param name="modesOf">What a BEGIN asks for.</param>
internal sealed class StepCutter(string file, Func<SqlStatement, string?> modesOf)
{
    private readonly ImmutableArray<ScriptStep>.Builder _steps = ImmutableArray.CreateBuilder<ScriptStep>();
    private ImmutableArray<SqlStatement>.Builder? _block;
    private SqlStatement? _begin;

    /// <summary>Whether a statement begins or ends a transaction.</summary>
    public static bool IsControl(SqlStatement statement) => statement.Kind
        is SqlStatementKind.TransactionBegin or SqlStatementKind.TransactionCommit
        or SqlStatementKind.TransactionRollback or SqlStatementKind.TransactionOther;

    /// <summary>The steps, in order.</summary>
    /// <exception cref="FurrowException">Transaction control that cannot be followed.</exception>
    public ImmutableArray<ScriptStep> Cut(IReadOnlyList<SqlStatement> statements)
    {
        foreach (SqlStatement statement in statements)
        {
            if (IsControl(statement))
            {
                Follow(statement);
            }
            else if (_block is null)
            {
                AddSingle(statement);
            }
            else
            {
                AddToBlock(statement);
            }
        }

        return _begin is null
            ? _steps.ToImmutable()
            : throw Fault(_begin, "This transaction is never committed.", "Add its COMMIT, or remove its BEGIN.");
    }

    private void Follow(SqlStatement control)
    {
        switch (control.Kind)
        {
            case SqlStatementKind.TransactionBegin when _block is not null:
                throw Fault(control, "A transaction begins inside another one.", "Remove one BEGIN of the two.");
            case SqlStatementKind.TransactionBegin:
                (_block, _begin) = (ImmutableArray.CreateBuilder<SqlStatement>(), control);
                break;
            case SqlStatementKind.TransactionCommit when _block is not null:
                Add(StepKind.Together, _block.ToImmutable(), modesOf(_begin!));
                (_block, _begin) = (null, null);
                break;
            case SqlStatementKind.TransactionRollback when _block is not null:
                throw Fault(
                    control, "The file takes back its own work.", "Remove this transaction: nothing of it would stay.");
            case SqlStatementKind.TransactionOther:
                throw Fault(
                    control,
                    "Prepared and chained transactions cannot be followed.",
                    "Write each transaction as BEGIN … COMMIT.");
        }
    }

    private void AddToBlock(SqlStatement statement)
    {
        if (AloneStatement.Find(statement) is { } alone)
        {
            throw Fault(
                statement,
                $"{alone.Name} cannot run inside the file's own transaction.",
                "Put it before the BEGIN or after the COMMIT.");
        }

        _block!.Add(statement);
    }

    private void AddSingle(SqlStatement statement)
    {
        if (statement.Kind == SqlStatementKind.Savepoint)
        {
            throw Fault(
                statement, "A savepoint needs a transaction around it.", "Put BEGIN and COMMIT around its use.");
        }

        StepKind kind = SessionStatement.Is(statement) ? StepKind.Session
            : AloneStatement.Find(statement) is not null ? StepKind.Alone
            : StepKind.Together;
        Add(kind, [statement], modes: null);
    }

    private void Add(StepKind kind, ImmutableArray<SqlStatement> statements, string? modes)
    {
        string before = _steps.Count == 0 ? "" : _steps[^1].Checksum;
        _steps.Add(new ScriptStep(kind, statements, StepChecksum.Of(before, statements)) { Modes = modes });
    }

    private FurrowException Fault(SqlStatement at, string message, string hint) => new(
        ErrorCode.MigrationFailed, message)
    {
        File = file,
        Line = at.Line,
        Column = at.Column,
        Hint = hint,
    };
}

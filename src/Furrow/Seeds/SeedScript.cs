using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Seeds;

/// <summary>The statements of a seed or of its companion, ready to run inside the seed's transaction.</summary>
internal sealed record SeedScript(string DisplayPath, IReadOnlyList<SqlStatement> Statements)
{
    /// <summary>Splits a script and refuses what would end the transaction it runs in.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>.</exception>
    public static SeedScript Prepare(string text, string displayPath, SqlDialect dialect)
    {
        SqlScript script = SqlSplitter.Split(text, dialect);
        script.ThrowIfProblems(ErrorCode.SeedInvalid, displayPath);
        OuterTransaction outer = OuterTransaction.Strip(script.Statements);
        SqlStatement? control = outer.Statements.FirstOrDefault(statement => statement.Kind
            is SqlStatementKind.TransactionBegin or SqlStatementKind.TransactionCommit
            or SqlStatementKind.TransactionRollback or SqlStatementKind.TransactionOther);
        if (control is null)
        {
            return new SeedScript(displayPath, outer.Statements);
        }

        throw new FurrowException(
            ErrorCode.SeedInvalid, "A seed runs in one transaction with its history row; it cannot end that itself.")
        {
            File = displayPath,
            Line = control.Line,
            Column = control.Column,
            Hint = "Remove the statement; one BEGIN … COMMIT around the whole file is allowed.",
        };
    }
}

using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Seeds.Checking;

/// <summary>
/// Has the database read a seed's statements without running them. What comes after a statement that may define
/// something cannot be judged: what it names may not be there yet.
/// </summary>
internal sealed class ScriptCheck(ISession session, SqlDialect dialect, SeedFindings findings)
{
    private static readonly string[] RowWords =
        ["SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "VALUES", "MERGE"];

    // Define nothing that a later statement could name.
    private static readonly string[] HarmlessWords =
    [
        "SAVEPOINT", "RELEASE", "ROLLBACK", "TRUNCATE", "LOCK", "COMMENT", "GRANT", "REVOKE", "ANALYZE", "VACUUM",
        "NOTIFY", "COPY",
    ];

    private static readonly string[] DefiningWords = ["CREATE", "ALTER", "DROP", "DO", "CALL", "ATTACH"];

    /// <summary>Checks one script of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="script">Its own script, or an upgrade's.</param>
    /// <param name="mayBeDefined">Whether seeds before this one may define what is not there yet.</param>
    /// <param name="cancellationToken">Stops checking.</param>
    public async Task RunAsync(
        SeedFile seed, SeedScript script, bool mayBeDefined, CancellationToken cancellationToken)
    {
        bool defines = false;
        int open = 0;
        foreach (SqlStatement statement in script.Statements)
        {
            bool isChecked = !StartsWithAny(statement, RowWords) && statement.Kind != SqlStatementKind.Copy
                ? StartsWithAny(statement, HarmlessWords)
                : await AnalyseAsync(seed, script, statement, defines || mayBeDefined, cancellationToken);
            open += isChecked ? 0 : 1;
            defines |= Defines(statement);
        }

        if (open > 0)
        {
            findings.Add(new SeedFinding(
                SeedFindingKind.Unchecked,
                seed.Name,
                $"{open} of {script.Statements.Count} statements not checked: they define something, or may "
                    + "name what is defined before them.")
            {
                File = script.DisplayPath,
            });
        }
    }

    /// <summary>Whether a script leaves something behind that seeds after it may name.</summary>
    public static bool LeavesDefinitions(SeedScript script) => script.Statements.Any(statement =>
        StartsWithAny(statement, DefiningWords) || HasInto(statement));

    private async Task<bool> AnalyseAsync(
        SeedFile seed,
        SeedScript script,
        SqlStatement statement,
        bool mayBeDefined,
        CancellationToken cancellationToken)
    {
        SqlStatement asked = statement;
        if (statement.Kind == SqlStatementKind.Copy)
        {
            if (CopyTarget(statement) is not { } target)
            {
                return false;
            }

            asked = target;
        }

        try
        {
            await session.AnalyseAsync(asked, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException and not FurrowException)
        {
            DatabaseFault fault = session.Explain(e);
            if (fault.IsConnectionLost)
            {
                throw;
            }

            if (!mayBeDefined)
            {
                SqlPosition place = fault.Position is { } position && ReferenceEquals(asked, statement)
                    ? statement.Locate(position)
                    : statement.Position;
                findings.Add(new SeedFinding(SeedFindingKind.Invalid, seed.Name, fault.Message)
                {
                    File = script.DisplayPath,
                    Line = place.Line,
                    Column = place.Column,
                    Hint = fault.Hint,
                });
            }

            return !mayBeDefined;
        }
    }

    // COPY is no statement that a server reads in advance, but its table and columns can be asked for.
    private SqlStatement? CopyTarget(SqlStatement statement)
    {
        if (CopyStatement.Parse(statement.Slice.Span) is not { } copy)
        {
            return null;
        }

        string columns = copy.Columns.Count == 0
            ? "*"
            : string.Join(", ", copy.Columns.Select(dialect.QuoteIdentifier));
        return new SqlStatement(
            $"SELECT {columns} FROM {dialect.QuoteName(copy.Schema, copy.Table)}",
            statement.Line,
            statement.Column,
            SqlStatementKind.Ordinary,
            dialect);
    }

    private static bool Defines(SqlStatement statement)
    {
        if (!StartsWithAny(statement, RowWords))
        {
            return !StartsWithAny(statement, HarmlessWords);
        }

        bool isSelect = statement.StartsWith("SELECT") || statement.StartsWith("WITH");
        return isSelect && (HasInto(statement) || statement.Contains("set_config"));
    }

    // SELECT … INTO makes a table; INSERT INTO within a WITH does not.
    private static bool HasInto(SqlStatement statement) =>
        statement.StartsWith("SELECT") && statement.Contains("INTO");

    private static bool StartsWithAny(SqlStatement statement, string[] words) =>
        Array.Exists(words, word => statement.StartsWith(word));
}

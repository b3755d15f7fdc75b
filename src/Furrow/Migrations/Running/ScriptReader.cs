using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Migrations.Running;

/// <summary>
/// Reads a migration's text: one transaction where that is possible, otherwise steps. Pure; what cannot be run at all
/// is refused with its place.
/// </summary>
internal sealed class ScriptReader
{
    private const string Directive = "it says `-- furrow: no-transaction`";

    private readonly string _file;
    private readonly MigrationTransaction _wanted;
    private readonly SqlDialect _dialect;

    /// <param name="file">The file as people are shown it.</param>
    /// <param name="wanted">What the file's name or format says.</param>
    /// <param name="dialect">Whose SQL it is.</param>
    public ScriptReader(string file, MigrationTransaction wanted, SqlDialect dialect)
    {
        _file = file;
        _wanted = wanted;
        _dialect = dialect;
    }

    /// <summary>Reads one direction of a migration.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: it cannot be run.</exception>
    public RunnableScript Read(string text)
    {
        SqlScript script = SqlSplitter.Split(text, _dialect);
        script.ThrowIfProblems(ErrorCode.MigrationFailed, _file);
        ImmutableArray<SqlStatement> all =
            [.. script.Statements.Where(statement => !SessionStatement.IsForeignKeySwitch(statement))];
        OuterTransaction outer = OuterTransaction.Strip(all);
        string? modes = outer.Begin is { } begin ? ModesOf(begin) : null;
        (string? obstacle, SqlStatement? at) = FindObstacle(text, outer);
        if (obstacle is null)
        {
            ImmutableArray<SqlStatement> statements = [.. outer.Statements];
            return new RunnableScript(
                _file,
                [new ScriptStep(StepKind.Together, statements, StepChecksum.Of("", statements)) { Modes = modes }],
                Obstacle: null);
        }

        if (_wanted == MigrationTransaction.Required)
        {
            throw Fault(
                $"The file has to run in a transaction (.tx), and cannot: {obstacle}.",
                at,
                "Move what cannot run in a transaction into a migration of its own, or take .tx out of the name.");
        }

        return new RunnableScript(_file, new StepCutter(_file, ModesOf).Cut(all), obstacle);
    }

    private (string? Obstacle, SqlStatement? At) FindObstacle(string text, OuterTransaction outer)
    {
        if (MigrationDirectives.IsNonTransactional(text))
        {
            return (Directive, null);
        }

        if (_wanted == MigrationTransaction.None)
        {
            return ("its name or format says that it is not to", null);
        }

        if (outer.HasTransactionControl)
        {
            return ("it begins and ends transactions itself", outer.Statements.First(StepCutter.IsControl));
        }

        foreach (SqlStatement statement in outer.Statements)
        {
            if (AloneStatement.Find(statement) is { } alone)
            {
                return ($"{alone.Name} in line {statement.Line} runs outside of transactions only", statement);
            }
        }

        // Found by its text alone, which may stand there for something else: whoever asks for a transaction gets one,
        // and the server's word.
        return _wanted != MigrationTransaction.Required && EnumAddition.FindUse(outer.Statements) is { } use
            ? ($"line {use.Line} uses a value that the file adds to a type, which has to be committed first", use)
            : (null, null);
    }

    // SQLite's DEFERRED, IMMEDIATE and EXCLUSIVE ask for less than furrow's own transaction has.
    private string? ModesOf(SqlStatement begin)
    {
        IReadOnlyList<SqlToken> tokens = begin.ReadTokens();
        int skip = 1;
        if (tokens.Count > 1 && (IsWord(begin, tokens[1], "TRANSACTION") || IsWord(begin, tokens[1], "WORK")))
        {
            skip = 2;
        }

        if (tokens.Count <= skip || _dialect == SqlDialect.Sqlite)
        {
            return null;
        }

        string modes = begin.Text[tokens[skip].Start..];
        if (SqlTokens.Contain(modes, _dialect, "READ", "ONLY"))
        {
            throw Fault(
                "A transaction that only reads cannot record that the migration is applied.",
                begin,
                "Take READ ONLY out of its BEGIN.");
        }

        return modes;
    }

    private static bool IsWord(SqlStatement statement, SqlToken token, string word) =>
        SqlTokens.IsWord(token, statement.Slice.Span, word);

    private FurrowException Fault(string message, SqlStatement? at, string hint) => new(
        ErrorCode.MigrationFailed, message)
    {
        File = _file,
        Line = at?.Line,
        Column = at?.Column,
        Hint = hint,
    };
}

namespace Furrow.Migrations.Formats;

/// <summary>
/// Reads goose's files by goose's own rules (pressly/goose, <c>internal/sqlparser</c>): a comment line with
/// <c>+goose</c> in it is an annotation wherever it stands, in any case, without blanks before it.
/// </summary>
internal sealed class GooseFile
{
    private const string Sign = "+goose";

    private readonly string[] _lines;
    private readonly string[] _script;
    private readonly List<LineProblem> _problems = [];
    private int? _up;
    private int? _down;
    private int? _statement;
    private int? _strayText;
    private bool _isNonTransactional;

    private GooseFile(string text)
    {
        _lines = text.Split('\n');
        _script = [.. _lines];
    }

    /// <summary>Whether a line is one of goose's annotations, right or wrong.</summary>
    public static bool IsAnnotation(string line) =>
        line.TrimStart().StartsWith("--", StringComparison.Ordinal) && line.Contains(Sign, StringComparison.Ordinal);

    /// <summary>Reads a file. Never throws; what is wrong is in the result.</summary>
    public static AnnotatedFile Parse(string text) => new GooseFile(text).Parse();

    private AnnotatedFile Parse()
    {
        for (int at = 0; at < _lines.Length; at++)
        {
            if (IsAnnotation(_lines[at]))
            {
                TakeAnnotation(at);
            }
            else if (_up is null && _lines[at].Trim() is { Length: > 0 } content
                && !content.StartsWith("--", StringComparison.Ordinal))
            {
                _strayText ??= at;
            }
        }

        if (_up is null)
        {
            Report(0, "no line `-- +goose Up` says what applies it.");
        }
        else if (_strayText is { } stray)
        {
            Report(stray, "nothing but comments may stand before `-- +goose Up`.");
        }

        if (_statement is { } begin)
        {
            Report(begin, "`-- +goose StatementBegin` without its `-- +goose StatementEnd`.");
        }

        int up = _up ?? _lines.Length;
        MigrationTransaction transaction =
            _isNonTransactional ? MigrationTransaction.None : MigrationTransaction.WherePossible;
        return AnnotatedFile.Cut(_lines, up, Math.Max(up, _down ?? _lines.Length), _script) with
        {
            UpTransaction = transaction,
            DownTransaction = transaction,
            Problems = [.. _problems.OrderBy(problem => problem.Line)],
        };
    }

    private void TakeAnnotation(int at)
    {
        string line = _lines[at];
        if (line[0] is ' ' or '\t')
        {
            Report(at, "no blank may stand before an annotation of goose.");
            return;
        }

        string command = line.Replace("--", "", StringComparison.Ordinal);
        int sign = command.IndexOf(Sign, StringComparison.Ordinal);
        command = sign < 0 ? "" : command.Remove(sign, Sign.Length).Trim();
        switch (command.ToUpperInvariant())
        {
            case "UP":
                TakeUp(at);
                break;
            case "DOWN":
                TakeDown(at);
                break;
            case "STATEMENTBEGIN":
                BeginStatement(at);
                break;
            case "STATEMENTEND":
                EndStatement(at);
                break;
            case "NO TRANSACTION":
                _isNonTransactional = true;
                break;
            case "ENVSUB ON":
                Report(at, "ENVSUB puts environment variables into SQL, which furrow does not do; write them out.");
                break;
            case "ENVSUB OFF":
                break;
            default:
                Report(at, "goose knows no such annotation; expected Up, Down, StatementBegin, StatementEnd or "
                    + "NO TRANSACTION.");
                break;
        }
    }

    private void TakeUp(int at)
    {
        if (_up is not null)
        {
            Report(at, "a second `-- +goose Up`; expected one.");
            return;
        }

        _up = at;
    }

    private void TakeDown(int at)
    {
        if (_up is null)
        {
            Report(at, "`-- +goose Down` has to come after `-- +goose Up`.");
        }
        else if (_down is not null)
        {
            Report(at, "a second `-- +goose Down`; expected one.");
        }
        else if (_statement is not null)
        {
            Report(at, "`-- +goose Down` between StatementBegin and StatementEnd.");
        }
        else
        {
            _down = at;
        }
    }

    private void BeginStatement(int at)
    {
        if (_up is null || _statement is not null)
        {
            Report(at, _up is null
                ? "`-- +goose StatementBegin` has to come after `-- +goose Up` or `-- +goose Down`."
                : "`-- +goose StatementBegin` inside of another.");
            return;
        }

        _statement = at;
    }

    private void EndStatement(int at)
    {
        if (_statement is null)
        {
            Report(at, "`-- +goose StatementEnd` without its `-- +goose StatementBegin`.");
            return;
        }

        // The annotation ends the statement, with or without a semicolon of its own.
        _script[at] = ";";
        _statement = null;
    }

    private void Report(int at, string problem) => _problems.Add(new LineProblem(at + 1, problem));
}

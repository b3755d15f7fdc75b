using System.Text.RegularExpressions;

namespace Furrow.Migrations.Formats;

/// <summary>Reads dbmate's files: <c>-- migrate:up [transaction:false]</c> and <c>-- migrate:down</c>.</summary>
internal sealed partial class DbmateFile
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private readonly string[] _lines;
    private readonly List<LineProblem> _problems = [];
    private int? _up;
    private int? _down;
    private int? _strayText;
    private MigrationTransaction _upTransaction;
    private MigrationTransaction _downTransaction;

    private DbmateFile(string text) => _lines = text.Split('\n');

    [GeneratedRegex(@"^--\s*migrate:(?<direction>up|down)(?:\s+(?<options>.*))?\z", Options, 1000)]
    private static partial Regex Mark { get; }

    // dbmate passes such a line over, and what was meant to go down would go up.
    [GeneratedRegex(@"^\s*-{2,}\s*migrate\s*:\s*(?:up|down)\b", Options | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex NearlyMark { get; }

    /// <summary>Whether a line is one of dbmate's marks.</summary>
    public static bool IsMark(string line) => Mark.IsMatch(line.TrimEnd());

    /// <summary>Reads a file. Never throws; what is wrong is in the result.</summary>
    public static AnnotatedFile Parse(string text) => new DbmateFile(text).Parse();

    private AnnotatedFile Parse()
    {
        for (int at = 0; at < _lines.Length; at++)
        {
            Match mark = Mark.Match(_lines[at].TrimEnd());
            if (mark.Success)
            {
                Take(at, mark);
            }
            else
            {
                CheckOther(at);
            }
        }

        if (_up is null)
        {
            Report(_down ?? 0, "no line `-- migrate:up` says what applies it.");
        }
        else if (_down < _up)
        {
            Report(_down.Value, "`-- migrate:down` has to come after `-- migrate:up`.");
        }
        else if (_strayText is { } stray)
        {
            Report(stray, "nothing but comments may stand before `-- migrate:up`.");
        }

        int up = _up ?? _lines.Length;
        return AnnotatedFile.Cut(_lines, up, Math.Max(up, _down ?? _lines.Length)) with
        {
            UpTransaction = _upTransaction,
            DownTransaction = _downTransaction,
            Problems = [.. _problems.OrderBy(problem => problem.Line)],
        };
    }

    private void Take(int at, Match mark)
    {
        MigrationTransaction transaction = ReadOptions(at, mark.Groups["options"].Value);
        string direction = mark.Groups["direction"].Value;
        if ((direction == "up" ? _up : _down) is not null)
        {
            Report(at, $"a second `-- migrate:{direction}`; expected one.");
        }
        else if (direction == "up")
        {
            (_up, _upTransaction) = (at, transaction);
        }
        else
        {
            (_down, _downTransaction) = (at, transaction);
        }
    }

    private void CheckOther(int at)
    {
        string content = _lines[at].Trim();
        if (NearlyMark.IsMatch(content))
        {
            Report(at, "expected `-- migrate:up` or `-- migrate:down` at the start of the line, in lower case.");
        }
        else if (_up is null && _down is null && content.Length > 0
            && !content.StartsWith("--", StringComparison.Ordinal))
        {
            _strayText ??= at;
        }
    }

    private MigrationTransaction ReadOptions(int at, string options)
    {
        var transaction = MigrationTransaction.WherePossible;
        foreach (string option in options.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            switch (option)
            {
                case "transaction:true":
                    transaction = MigrationTransaction.Required;
                    break;
                case "transaction:false":
                    transaction = MigrationTransaction.None;
                    break;
                default:
                    Report(at, $"'{option}' is no option; expected transaction:true or transaction:false.");
                    break;
            }
        }

        return transaction;
    }

    private void Report(int at, string problem) => _problems.Add(new LineProblem(at + 1, problem));
}

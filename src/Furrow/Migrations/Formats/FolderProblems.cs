using Furrow.Errors;

namespace Furrow.Migrations.Formats;

/// <summary>Collects what is wrong in a folder, so that all of it is told at once.</summary>
/// <param name="display">Turns a full path into what people are shown.</param>
internal sealed class FolderProblems(Func<string, string> display)
{
    private readonly List<(string? File, int? Line, string Text)> _problems = [];

    /// <summary>Whether there are any so far.</summary>
    public bool Any => _problems.Count > 0;

    /// <summary>
    /// What is said of several problems in place of their number; used where one of them explains the others.
    /// </summary>
    public string? Summary { get; set; }

    /// <summary>A problem of one file: <c>file[:line]: what is wrong</c>.</summary>
    public void Report(string path, string problem, int? line = null)
    {
        string file = display(path);
        _problems.Add((file, line, line is null ? $"{file}: {problem}" : $"{file}:{line}: {problem}"));
    }

    /// <summary>A problem of several files, which the text names.</summary>
    public void ReportSeveral(string firstPath, string problem) => _problems.Add((display(firstPath), null, problem));

    /// <summary>Throws one error that holds all of them; does nothing where there are none.</summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>.</exception>
    public void Throw()
    {
        if (_problems.Count == 0)
        {
            return;
        }

        bool isOne = _problems.Count == 1 && Summary is null;
        throw new FurrowException(
            ErrorCode.ConfigInvalid,
            isOne ? _problems[0].Text : Summary ?? $"{_problems.Count} problems in the migrations folder.")
        {
            Detail = isOne ? null : string.Join('\n', _problems.Select(problem => problem.Text)),
            File = _problems[0].File,
            Line = _problems[0].Line,
            Hint = "Rename, remove or repair these files, or list them under `migrations: ignore:` in furrow.yaml; "
                + "nothing was changed.",
        };
    }
}

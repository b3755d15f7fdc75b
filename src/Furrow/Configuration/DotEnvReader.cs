using System.Text;

namespace Furrow.Configuration;

/// <summary>Walks over the text of a <c>.env</c> file, one assignment at a time.</summary>
internal sealed class DotEnvReader
{
    private readonly string _text;
    private readonly string _path;
    private readonly ConfigProblems _problems;
    private int _at;
    private int _line = 1;

    public DotEnvReader(string text, string path, ConfigProblems problems)
    {
        _text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        _path = path;
        _problems = problems;
    }

    private bool AtEnd => _at >= _text.Length;

    private char Current => AtEnd ? '\n' : _text[_at];

    public DotEnvFile Read()
    {
        var entries = new List<DotEnvEntry>();
        while (!AtEnd)
        {
            int line = _line;
            SkipBlanks();
            if (Current is not ('\n' or '#') && ReadAssignment(line) is { } entry) entries.Add(entry);
            SkipLine();
        }

        return new(_path, entries);
    }

    private DotEnvEntry? ReadAssignment(int line)
    {
        string name = ReadName();
        if (name == "export" && IsBlank(Current))
        {
            SkipBlanks();
            if (Current != '=') name = ReadName();
        }

        SkipBlanks();
        if (name.Length == 0 || Current != '=')
        {
            Report(line, "this line is neither NAME=value nor a comment", "write NAME=value, or '#' before a comment");
            return null;
        }

        _at++;
        SkipBlanks();
        string? value = Current is '"' or '\'' ? ReadQuoted(line) : ReadPlain();
        return value is null ? null : new(name, value, line);
    }

    private string ReadName()
    {
        int start = _at;
        while (StartsName(Current) || (_at > start && (char.IsAsciiDigit(Current) || Current is '.' or '-'))) _at++;
        return _text[start.._at];
    }

    private string ReadPlain()
    {
        int start = _at;
        while (Current != '\n' && !(Current == '#' && IsBlank(_text[_at - 1]))) _at++;
        return _text[start.._at].TrimEnd();
    }

    private string? ReadQuoted(int line)
    {
        char quote = _text[_at++];
        var value = new StringBuilder();
        while (!AtEnd && Current != quote)
        {
            if (Current == '\n') _line++;
            if (Current == '\\' && quote == '"' && _at + 1 < _text.Length) AppendEscape(value);
            else value.Append(_text[_at++]);
        }

        if (AtEnd)
        {
            string hint = "close it, or put the value in the other kind of quotes";
            Report(line, $"the quote {quote} is never closed", hint);
            return null;
        }

        _at++;
        int end = _at;
        SkipBlanks();
        if (Current == '\n' || (Current == '#' && _at > end)) return value.ToString();
        Report(line, "something follows the closing quote", "put the whole value in quotes, or '#' before a comment");
        return null;
    }

    /// <summary>Escapes that are not known stay as they are: passwords hold backslashes too.</summary>
    private void AppendEscape(StringBuilder value)
    {
        char escaped = _text[_at + 1];
        if (escaped == '\n') _line++;
        _at += 2;
        value.Append(escaped switch
        {
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            '"' => "\"",
            '\\' => "\\",
            '$' => "$",
            _ => $"\\{escaped}",
        });
    }

    private void SkipBlanks()
    {
        while (IsBlank(Current)) _at++;
    }

    private void SkipLine()
    {
        while (!AtEnd && _text[_at] != '\n') _at++;
        if (AtEnd) return;
        _at++;
        _line++;
    }

    private static bool StartsName(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r';

    private void Report(int line, string message, string hint) =>
        _problems.Add(new(message, hint, _path, line, null));
}

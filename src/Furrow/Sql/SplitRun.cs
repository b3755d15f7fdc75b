namespace Furrow.Sql;

/// <summary>One pass over one text.</summary>
internal ref struct SplitRun(string text, SqlDialect dialect)
{
    private const int None = -1;
    private const string ShellHint = "A file holds statements for the server; write it as SQL.";

    private readonly List<SqlStatement> _statements = [];
    private readonly List<SqlProblem> _problems = [];
    private readonly StatementBody _body = StatementBody.For(dialect);
    private SqlLexer _lexer = new(text, dialect);

    // The statement being read: its first token, and the end of its last so far.
    private int _first = None;
    private int _end;

    // Positions are walked to, never searched again from the start: a one-line file of many statements stays linear.
    private SqlPosition _position = SqlPosition.Start;
    private int _positionOffset = text.StartsWith('\uFEFF') ? 1 : 0;
    private long _extraStepCount;

    // False once the rest of the text was searched for an end of rows in vain: it is searched once.
    private bool _mayHaveRows = true;

    public readonly long StepCount => _lexer.StepCount + _extraStepCount;

    /// <summary>Whether a backslash escapes in plain strings where the text begins.</summary>
    public bool PlainStringsEscape
    {
        init => _lexer.PlainStringsEscape = value;
    }

    public SqlScript Split()
    {
        if (text.IndexOf('\0', StringComparison.Ordinal) is var nul and >= 0)
            AddProblem(nul, "There is a NUL character in the text, which no SQL may hold.");

        while (_lexer.Read(out SqlToken token))
        {
            if (!token.IsTerminated)
                AddProblem(token.Start, $"{Describe(token)} that starts here does not end.", isUnfinished: true);
            if (!token.IsTrivia)
                Take(token);
        }

        if (_body.Open is var (what, offset) && _first != None)
            AddProblem(offset, $"The {what} that starts here does not end.", isUnfinished: true);
        Finish(text.Length);
        return new SqlScript(text, _statements, [.. _problems.OrderBy(problem => problem.Offset)]);
    }

    private void Take(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.Semicolon && !_body.HoldsSemicolons)
        {
            Finish(token.End);
        }
        else if (token.Kind == SqlTokenKind.Backslash && dialect.HasPsqlCommands)
        {
            TakeBackslash(token.Start);
        }
        else if (_first == None && dialect.HasDotCommands && text[token.Start] == '.')
        {
            AddProblem(token.Start, "A dot starts a command of the sqlite3 shell here, not SQL.", ShellHint);
            _lexer.SkipTo(LineEnd(token.Start));
        }
        else
        {
            if (_first == None)
                _first = token.Start;
            _end = token.End;
            _body.Feed(token, text);
        }
    }

    private void TakeBackslash(int offset)
    {
        string? name = ShellCommands.NameAt(text, offset);
        int lineEnd = LineEnd(offset);
        ReadOnlySpan<char> line = text.AsSpan(offset, lineEnd - offset);
        if (!(ShellCommands.IsHarmless(name) && _first == None))
            AddProblem(offset, DescribeBackslash(name, line), ShellHint);

        if (_mayHaveRows && ShellCommands.IsCopyFromClient(name, line) && lineEnd < text.Length)
        {
            CopyBlock block = CopyBlock.Find(text, lineEnd + 1);
            _extraStepCount += block.Length;
            _mayHaveRows = block.IsTerminated;
            if (block.IsTerminated)
                lineEnd = block.End;
        }

        _lexer.SkipTo(lineEnd);
    }

    /// <summary>
    /// Ends the statement being read, if there is one; <paramref name="end"/> is behind its semicolon.
    /// </summary>
    private void Finish(int end)
    {
        if (_first == None)
            return;

        ReadOnlySpan<char> statement = text.AsSpan(_first, _end - _first);
        SqlStatementKind kind = StatementClassifier.Classify(statement, dialect);
        SqlPosition position = WalkTo(_first);
        if (kind == SqlStatementKind.Copy)
        {
            _statements.Add(TakeCopy(end, position));
        }
        else
        {
            if (dialect.HasCopy && IsCopyToClient(statement))
                AddProblem(_first, "COPY … TO STDOUT writes rows to a client, and there is none to read them.");
            if (dialect.HasEscapeStrings && StringSetting.Read(statement) is { } isConforming)
                _lexer.PlainStringsEscape = !isConforming;
            _statements.Add(new SqlStatement(text, _first.._end, position, kind, dialect));
        }

        _first = None;
        _body.Reset();
    }

    private SqlStatement TakeCopy(int end, SqlPosition position)
    {
        int lineEnd = LineEnd(end);
        ReadOnlySpan<char> rest = text.AsSpan(end, lineEnd - end).Trim();
        if (rest.Length > 0 && !rest.StartsWith("--"))
            AddProblem(end, "The rows of COPY … FROM STDIN start on the next line; nothing may follow on this one.");

        int start = Math.Min(lineEnd + 1, text.Length);
        CopyBlock block = CopyBlock.Find(text, start);
        if (!block.IsTerminated)
        {
            const string Endless = @"The rows of the COPY … FROM STDIN that starts here do not end with a line ""\."".";
            AddProblem(_first, Endless, isUnfinished: true);
        }


        _lexer.SkipTo(block.End);
        return new SqlStatement(text, _first.._end, position, SqlStatementKind.Copy, dialect)
        {
            CopyData = text.AsMemory(block.Start, block.Length),
            CopyDataLine = WalkTo(block.Start).Line,
            CopyDataOffset = block.Start,
        };
    }

    private readonly bool IsCopyToClient(ReadOnlySpan<char> statement) =>
        SqlTokens.StartWith(statement, dialect, "COPY")
        && StatementClassifier.FindCopyEnd(statement, dialect) == CopyEnd.ToClient;

    private SqlPosition WalkTo(int offset)
    {
        _position = _position.After(text.AsSpan(_positionOffset, offset - _positionOffset));
        _positionOffset = offset;
        return _position;
    }

    private readonly int LineEnd(int from)
    {
        int lineEnd = text.IndexOf('\n', from);
        return lineEnd < 0 ? text.Length : lineEnd;
    }

    private readonly void AddProblem(int offset, string message, string? hint = null, bool isUnfinished = false)
    {
        if (_problems.Count < SqlSplitter.ProblemCountMax)
        {
            _problems.Add(new SqlProblem(message, offset, SqlPosition.At(text, offset), hint)
            {
                IsUnfinished = isUnfinished,
            });
        }
    }

    private readonly string Describe(SqlToken token) => token.Kind switch
    {
        SqlTokenKind.BlockComment => "The comment",
        SqlTokenKind.QuotedIdentifier => "The quoted identifier",
        _ when text[token.Start] == '$' => "The dollar-quoted string",
        _ => "The string",
    };

    private static string DescribeBackslash(string? name, ReadOnlySpan<char> line)
    {
        if (name is not null)
            return $@"\{name} is a command of psql, not SQL.";
        return line.TrimEnd().SequenceEqual(@"\.")
            ? @"A line ""\."" ends the rows of COPY … FROM STDIN, but no such statement is open."
            : "There is a backslash outside quotes, which only psql understands.";
    }
}

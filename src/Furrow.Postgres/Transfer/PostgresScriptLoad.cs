using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// A script in a session of furrow's. What it sets is set back within the transaction: behind a proxy that shares
/// sessions nothing may be left.
/// </summary>
internal sealed class PostgresScriptLoad(NpgsqlConnection connection, KnownSettings known) : IScriptLoad
{
    // Furrow's own limits and the driver's encoding.
    private static readonly string[] Own =
        ["lock_timeout", "client_encoding", "idle_in_transaction_session_timeout", "transaction_timeout"];

    private static readonly string[] Encodings = ["utf8", "utf-8", "unicode", "sql_ascii"];

    // What scripts also set by a function.
    private readonly HashSet<string> _set = new(StringComparer.OrdinalIgnoreCase) { "search_path", "row_security" };

    public bool LeavesOut(SqlStatement statement)
    {
        if (!SessionStatement.Is(statement) || !statement.StartsWith("SET") || known.IsUnknown(statement))
        {
            return known.IsUnknown(statement);
        }

        string name = NameOf(statement);
        if (name.Equals("client_encoding", StringComparison.OrdinalIgnoreCase))
        {
            string text = statement.Text;
            if (!Array.Exists(Encodings, encoding => text.Contains(encoding, StringComparison.OrdinalIgnoreCase)))
            {
                throw new FurrowException(ErrorCode.ImportFailed, "The file says that it is not in UTF-8.")
                {
                    Hint = "Write it anew with `pg_dump --encoding=UTF8`, or convert it and remove the statement.",
                };
            }
        }

        if (Array.Exists(Own, own => own.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        _set.Add(name);
        return false;
    }

    public Task CopyAsync(
        SqlStatement statement, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        CopyRows.SendAsync(connection, statement.Text, write, cancellationToken);

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        foreach (string name in _set.Where(name => name.Length > 0))
        {
            await RawSql.ExecuteAsync(connection, $"RESET {name}", cancellationToken);
        }
    }

    // As it is written, between SET and the value: a name with a dot, or several words.
    private static string NameOf(SqlStatement statement)
    {
        string text = statement.Text;
        IReadOnlyList<SqlToken> tokens = statement.ReadTokens();
        string Word(int place) => place < tokens.Count ? tokens[place].In(text).ToString() : "";
        bool Is(int place, string word) => Word(place).Equals(word, StringComparison.OrdinalIgnoreCase);

        int first = Is(1, "SESSION") && !Is(2, "AUTHORIZATION") && !Is(2, "CHARACTERISTICS") ? 2 : 1;
        if (Is(first, "SESSION"))
        {
            return Is(first + 1, "AUTHORIZATION") ? "SESSION AUTHORIZATION" : "";
        }

        if (Is(first, "TIME"))
        {
            return "TIME ZONE";
        }

        if (Is(first, "NAMES"))
        {
            return "client_encoding";
        }

        int end = first;
        while (end < tokens.Count && !Is(end, "=") && !Is(end, "TO") && (end == first || Word(end)[0] == '.'
            || Word(end - 1) == "."))
        {
            end++;
        }

        return end > first ? text[tokens[first].Start..tokens[end - 1].End] : "";
    }
}

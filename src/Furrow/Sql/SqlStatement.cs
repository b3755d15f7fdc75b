using System.Diagnostics;

namespace Furrow.Sql;

/// <summary>What a statement does to the transaction around it, and whether rows follow it in the file.</summary>
public enum SqlStatementKind
{
    /// <summary>Anything not below.</summary>
    Ordinary,

    /// <summary><c>COPY … FROM STDIN</c>, with its rows in <see cref="SqlStatement.CopyData"/>.</summary>
    Copy,

    /// <summary><c>BEGIN</c>, <c>START TRANSACTION</c>.</summary>
    TransactionBegin,

    /// <summary><c>COMMIT</c>, <c>END</c>.</summary>
    TransactionCommit,

    /// <summary><c>ROLLBACK</c>, <c>ABORT</c>.</summary>
    TransactionRollback,

    /// <summary>
    /// <c>SAVEPOINT</c>, <c>RELEASE</c>, <c>ROLLBACK TO</c>: they neither begin nor end a transaction.
    /// </summary>
    Savepoint,

    /// <summary>
    /// <c>PREPARE TRANSACTION</c>, <c>COMMIT PREPARED</c>, <c>ROLLBACK PREPARED</c>, <c>… AND CHAIN</c>.
    /// </summary>
    TransactionOther,
}

/// <summary>
/// One statement of a file: a slice of its text, from the first token to the last, without the semicolon.
/// </summary>
public sealed class SqlStatement
{
    private readonly string _source;

    /// <summary>A statement that stands for itself, in no file; PostgreSQL's unless said otherwise.</summary>
    public SqlStatement(string text, int line, int column, SqlStatementKind kind, SqlDialect? dialect = null)
        : this(text, .., new SqlPosition(line, column), kind, dialect ?? SqlDialect.Postgres)
    {
    }

    internal SqlStatement(
        string source, Range range, SqlPosition position, SqlStatementKind kind, SqlDialect dialect)
    {
        _source = source;
        (Offset, Length) = range.GetOffsetAndLength(source.Length);
        Position = position;
        Kind = kind;
        Dialect = dialect;
    }

    /// <summary>The statement as it stands in the file, comments inside included. Cut on first use.</summary>
    public string Text => field ??= _source.Substring(Offset, Length);

    /// <summary>The same without a copy.</summary>
    public ReadOnlyMemory<char> Slice => _source.AsMemory(Offset, Length);

    /// <summary>Where the statement starts in the file's text, in UTF-16 units from 0.</summary>
    public int Offset { get; }

    /// <summary>How long the statement is, in UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>Where the statement starts, as line and column.</summary>
    public SqlPosition Position { get; }

    /// <summary>The line that the statement starts in, from 1.</summary>
    public int Line => Position.Line;

    /// <summary>The column that the statement starts in, from 1.</summary>
    public int Column => Position.Column;

    /// <summary>What it does to the transaction, and whether rows follow.</summary>
    public SqlStatementKind Kind { get; }

    /// <summary>Whose rules the statement was read by.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>
    /// The rows after <c>COPY … FROM STDIN</c>, raw, with their line ends, without the line <c>\.</c>.
    /// Empty for other kinds.
    /// </summary>
    public ReadOnlyMemory<char> CopyData { get; init; }

    /// <summary>
    /// The line of the first row of <see cref="CopyData"/>, so that the server's "COPY t, line n" is line
    /// <c>CopyDataLine + n - 1</c> of the file; 0 for other kinds.
    /// </summary>
    public int CopyDataLine { get; init; }

    /// <summary>
    /// Where <see cref="CopyData"/> starts in the file's text, in UTF-16 units from 0; 0 for other kinds.
    /// </summary>
    public int CopyDataOffset { get; init; }

    /// <summary>
    /// True when the statement begins with these words, in any case: <c>StartsWith("CREATE", "INDEX")</c>.
    /// </summary>
    public bool StartsWith(params ReadOnlySpan<string> words) => SqlTokens.StartWith(Slice.Span, Dialect, words);

    /// <summary>
    /// True when these words stand next to one another outside quotes and comments. Reads the whole statement.
    /// </summary>
    public bool Contains(params ReadOnlySpan<string> words) => SqlTokens.Contain(Slice.Span, Dialect, words);

    /// <summary>The tokens of <see cref="Text"/> without blanks and comments.</summary>
    public IReadOnlyList<SqlToken> ReadTokens() => SqlTokens.Significant(Slice.Span, Dialect);

    /// <summary>
    /// The place in the file of a position (code points from 1) that the server reported for <see cref="Text"/>.
    /// </summary>
    public SqlPosition Locate(int serverPosition)
    {
        Debug.Assert(Offset + Length <= _source.Length, "A statement lies inside its file.");
        ReadOnlySpan<char> text = Slice.Span;
        return Position.After(text[..SqlPosition.OffsetOf(text, serverPosition)]);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}

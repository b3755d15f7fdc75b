namespace Furrow.Sql;

/// <summary>What a statement is to the one who runs it.</summary>
public enum SqlStatementKind
{
    /// <summary>Runs as it is.</summary>
    Ordinary,

    /// <summary>COPY … FROM STDIN with its data.</summary>
    Copy,
}

/// <summary>A statement of a script.</summary>
public sealed record SqlStatement(string Text, int Line, int Column, SqlStatementKind Kind)
{
    /// <summary>The data of a COPY statement, without the end marker.</summary>
    public ReadOnlyMemory<char> CopyData { get; init; }

    /// <summary>The line of the first row of <see cref="CopyData"/>.</summary>
    public int CopyDataLine { get; init; }
}

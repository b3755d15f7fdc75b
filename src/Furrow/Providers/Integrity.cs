using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>
/// What looking over rows needs of a session. Belongs into a transaction that
/// <see cref="TransactionRequest.IsRepeatable"/>.
/// </summary>
public interface IIntegrityWork
{
    /// <summary>Begins: rows that the role may not see become errors, never smaller numbers.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>
    /// That a column is NULL, as SQL. Planners take <c>IS NULL</c> for false where a column is NOT NULL, so they must
    /// not see through it.
    /// </summary>
    string IsNull(string column);

    /// <summary>What numbers a table's columns and would give a number again that the table has.</summary>
    Task<ImmutableArray<DataFinding>> FindLagAsync(Table table, CancellationToken cancellationToken);

    /// <summary>What only this kind of database has to be asked.</summary>
    Task<ImmutableArray<DataFinding>> FindOthersAsync(DatabaseSchema schema, CancellationToken cancellationToken);
}

/// <summary>What is wrong with data.</summary>
public enum DataFindingKind
{
    /// <summary>Rows refer to rows that are not there.</summary>
    ForeignKey,

    /// <summary>Rows break a check.</summary>
    Check,

    /// <summary>Rows have NULL where none may be.</summary>
    NotNull,

    /// <summary>Rows are there more than once.</summary>
    Unique,

    /// <summary>The next number is in use already.</summary>
    Sequence,

    /// <summary>No row breaks it, but nobody has made sure: NOT VALID.</summary>
    Unvalidated,

    /// <summary>An index is not complete.</summary>
    Index,

    /// <summary>The file is damaged.</summary>
    Damage,

    /// <summary>It could not be looked at.</summary>
    Unreadable,
}

/// <summary>One thing that is wrong with data, without any row's values.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The table, or the domain; null where it is nobody's.</param>
/// <param name="Name">The constraint, column, index or sequence; null where there is none.</param>
/// <param name="Found">What was found, for people.</param>
/// <param name="Remedy">What to do.</param>
public sealed record DataFinding(
    DataFindingKind Kind, ObjectName? Subject, string? Name, string Found, string Remedy)
{
    /// <summary>How many rows are wrong; null where it is not a matter of rows.</summary>
    public long? Rows { get; init; }

    /// <summary>False for a constraint that is NOT VALID.</summary>
    public bool IsValidated { get; init; } = true;

    /// <summary>A query for the rows that are wrong, where there is one.</summary>
    public string? Query { get; init; }
}

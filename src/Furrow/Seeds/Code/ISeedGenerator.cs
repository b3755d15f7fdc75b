using System.Collections.Immutable;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Seeds.Code;

/// <summary>A column that code gives a value for generated rows.</summary>
/// <param name="Column">The column.</param>
/// <param name="Definition">What computes it; null for a constant.</param>
/// <param name="Text">The constant in canonical text; null for NULL.</param>
internal sealed record GivenColumn(Column Column, object? Definition, string? Text);

/// <summary>Rows that code asks for.</summary>
/// <param name="Session">The session, with the transaction open that they go into.</param>
/// <param name="Schema">The catalog.</param>
/// <param name="Table">The table.</param>
/// <param name="Count">How many, from 0.</param>
internal sealed record RowGeneration(ISession Session, DatabaseSchema Schema, Table Table, int Count)
{
    /// <summary>What is given for columns.</summary>
    public required ImmutableArray<GivenColumn> Columns { get; init; }

    /// <summary>The random seed.</summary>
    public required long RandomSeed { get; init; }

    /// <summary>The day that times are relative to.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The number of the first row at least.</summary>
    public long First { get; init; }

    /// <summary>Where events go.</summary>
    public required EventHub Events { get; init; }
}

/// <summary>Generates rows for code. Seeds know of generation no more than this.</summary>
internal interface ISeedGenerator
{
    /// <summary>Whether a value says what a column is made of, and is no constant.</summary>
    bool IsDefinition(object? value);

    /// <summary>Writes the rows; returns them with the number behind the last one.</summary>
    Task<(GeneratedRows Rows, long Next)> GenerateAsync(RowGeneration request, CancellationToken cancellationToken);
}

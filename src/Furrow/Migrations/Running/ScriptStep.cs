using System.Collections.Immutable;
using Furrow.Sql;

namespace Furrow.Migrations.Running;

/// <summary>How a step of a migration runs.</summary>
internal enum StepKind
{
    /// <summary>In a transaction, which also records that it is done.</summary>
    Together,

    /// <summary>Outside of any transaction: it is recorded before and after.</summary>
    Alone,

    /// <summary>Sets the session up, so it runs again in every session and is never recorded.</summary>
    Session,
}

/// <summary>A part of a migration that is done as a whole.</summary>
/// <param name="Kind">How it runs.</param>
/// <param name="Statements">One statement, or those of a transaction.</param>
/// <param name="Checksum">Of this step and all before it, so that an edit of any of them shows.</param>
internal sealed record ScriptStep(StepKind Kind, ImmutableArray<SqlStatement> Statements, string Checksum)
{
    /// <summary>What its BEGIN asked for: an isolation level; null for the default.</summary>
    public string? Modes { get; init; }

    /// <summary>The line it begins in.</summary>
    public int Line => Statements.Length == 0 ? 1 : Statements[0].Line;
}

/// <summary>One direction of one migration, read and cut into steps: ready to run.</summary>
/// <param name="File">The file as people are shown it.</param>
/// <param name="Steps">In order. A transactional one is a single step.</param>
/// <param name="Obstacle">Why it cannot be one transaction, as a part of a sentence; null when it is one.</param>
internal sealed record RunnableScript(string File, ImmutableArray<ScriptStep> Steps, string? Obstacle)
{
    /// <summary>Whether all of it is one transaction.</summary>
    public bool IsTransactional => Obstacle is null;

    /// <summary>How many statements it has.</summary>
    public int StatementCount => Steps.Sum(step => step.Statements.Length);

    /// <summary>The checksum of the first <paramref name="count"/> steps.</summary>
    public string ChecksumOf(int count) => count == 0 ? "" : Steps[count - 1].Checksum;
}

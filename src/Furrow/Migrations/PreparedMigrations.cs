using System.Collections.Immutable;
using Furrow.Migrations.Running;
using Furrow.Sql;

namespace Furrow.Migrations;

/// <summary>What is to be run, every script read: nothing in it is known to be impossible.</summary>
public sealed class PreparedMigrations
{
    internal PreparedMigrations(ImmutableArray<MigrationTask> tasks) => Tasks = tasks;

    /// <summary>How many there are.</summary>
    public int Count => Tasks.Length;

    /// <summary>The statements of all of them, in order.</summary>
    public IEnumerable<SqlStatement> Statements =>
        Tasks.SelectMany(task => task.Script.Steps).SelectMany(step => step.Statements);

    internal ImmutableArray<MigrationTask> Tasks { get; }
}

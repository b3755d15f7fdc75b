using System.Collections.Immutable;
using Furrow.Sql;

namespace Furrow.Migrations.Running;

/// <summary>What a migration's text alone says about it.</summary>
internal static class PreviewReading
{
    /// <summary>A preview for which nothing runs.</summary>
    public static MigrationPreview Read(ImmutableArray<MigrationTask> tasks) =>
        new(IsExecuted: false, [.. tasks.Select(Read)]);

    /// <summary>The same for one migration.</summary>
    public static PreviewedMigration Read(MigrationTask task) => new()
    {
        Version = task.Version,
        Name = task.Name,
        StatementCount = task.Script.StatementCount,
        Obstacle = task.Script.Obstacle,
        NamedTables = NamedTables.Of(task.Script.Steps.SelectMany(step => step.Statements)),
    };
}

using Furrow.Migrations.Running;
using Furrow.Sql;

namespace Furrow.Migrations;

/// <summary>The dry run that executes nothing: what the text of migrations says about them.</summary>
public static class MigrationReading
{
    /// <summary>Reads what <c>migrate</c> would apply.</summary>
    public static async Task<MigrationPreview> ReadAsync(
        MigrationPlan plan, SqlDialect dialect, Func<string, string> display, CancellationToken cancellationToken) =>
        PreviewReading.Read(await new TaskPreparation(dialect, display).ForMigrateAsync(plan, cancellationToken));

    /// <summary>Reads what <c>rollback</c> would run.</summary>
    public static async Task<MigrationPreview> ReadAsync(
        RollbackPlan plan, SqlDialect dialect, Func<string, string> display, CancellationToken cancellationToken) =>
        PreviewReading.Read(await new TaskPreparation(dialect, display).ForRollbackAsync(plan, cancellationToken));
}

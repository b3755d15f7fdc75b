using Furrow.Migrations;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>The project's migrations and seeds as they lie in its folders.</summary>
internal sealed record ProjectFiles(MigrationSet Migrations, IReadOnlyList<SeedFile> Seeds)
{
    public static async Task<ProjectFiles> ReadAsync(
        ProjectContext project, CancellationToken cancellationToken) => new(
        await ReadMigrationsAsync(project, cancellationToken),
        await ReadSeedsAsync(project, cancellationToken));

    public static Task<MigrationSet> ReadMigrationsAsync(
        ProjectContext project, CancellationToken cancellationToken) =>
        MigrationFolder.ReadAsync(MigrationSource(project), cancellationToken);

    public static MigrationSource MigrationSource(ProjectContext project) => new(
        project.Configuration.MigrationsDirectory,
        project.Configuration.Migrations,
        project.Provider.DialectNames,
        project.Provider.Dialect,
        project.Display);

    public static Task<IReadOnlyList<SeedFile>> ReadSeedsAsync(
        ProjectContext project, CancellationToken cancellationToken) =>
        SeedFolder.ReadAsync(project.Configuration.SeedsDirectory, project.Display, cancellationToken);
}

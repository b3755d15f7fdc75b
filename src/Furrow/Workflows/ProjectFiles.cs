using System.Collections.Immutable;
using System.Security.Cryptography;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Workflows.Generating;

namespace Furrow.Workflows;

/// <summary>The project's migrations and seeds as they lie in its folders.</summary>
internal sealed record ProjectFiles(MigrationSet Migrations, IReadOnlyList<SeedFile> Seeds)
{
    /// <summary>Names and checksums of what C# seeds are compiled with beside their own files.</summary>
    public ImmutableArray<(string Name, string Checksum)> SeedInputs { get; init; } = [];

    /// <summary>What setup generates after the seeds; null for nothing.</summary>
    public SetupGeneration? Generation { get; init; }

    /// <exception cref="FurrowException">What is wrong with migrations and with seeds.</exception>
    public static async Task<ProjectFiles> ReadAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        (MigrationSet migrations, IReadOnlyList<SeedFile> seeds) = await Refusals.BothAsync(
            () => ReadMigrationsAsync(project, cancellationToken),
            () => ReadSeedsAsync(project, cancellationToken));
        return new ProjectFiles(migrations, seeds);
    }

    /// <summary>The same with everything that decides what seeds do, and with what is generated after them.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>config.invalid</c>: a named assembly cannot be read, or what is to be generated is not there.
    /// </exception>
    public static async Task<ProjectFiles> ReadWithInputsAsync(
        ProjectContext project, GenerationStage generation, CancellationToken cancellationToken)
    {
        ProjectFiles files = await ReadAsync(project, cancellationToken);
        files = files with { Generation = await generation.ReadAsync(cancellationToken) };
        if (files.Seeds.FirstOrDefault(seed => seed is { Kind: SeedKind.Cs, Compiled: null }) is not { } compiled)
        {
            return files;
        }

        return files with
        {
            SeedInputs =
            [
                .. compiled.SharedSources.Select(source => (source.DisplayPath, TextChecksum.Of(source.Text))),
                .. project.SeedSurroundings().References.Select(path => (project.Display(path), HashOf(path))),
            ],
        };
    }

    public static Task<MigrationSet> ReadMigrationsAsync(
        ProjectContext project, CancellationToken cancellationToken) =>
        MigrationFolder.ReadAsync(MigrationSource(project), cancellationToken);

    public static MigrationSource MigrationSource(ProjectContext project) => new(
        project.Configuration.MigrationsDirectory,
        project.Configuration.Migrations,
        project.Provider.DialectNames,
        project.Provider.Dialect,
        project.Display);

    public static async Task<IReadOnlyList<SeedFile>> ReadSeedsAsync(
        ProjectContext project, CancellationToken cancellationToken)
    {
        string directory = project.Configuration.SeedsDirectory;
        IReadOnlyList<SeedFile> files = await SeedFolder.ReadAsync(
            directory, project.Display, project.SeedCompiler, cancellationToken);
        return project.CompiledSeeds.Count == 0 ? files : CompiledSeeds.Add(project.CompiledSeeds, files, directory);
    }

    private static string HashOf(string path)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, $"The assembly {path} under `seeds: references:` cannot be read: {e.Message}")
            {
                File = Configuration.ProjectFile.FileName,
                Hint = "Build it, or correct its path, which begins at the project's folder.",
            };
        }
    }
}

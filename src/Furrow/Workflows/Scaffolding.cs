using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Migrations.Formats;
using Furrow.Scenarios.Editing;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary><c>init</c>, <c>create</c>, <c>create-seed</c>: files to begin with. Nothing is ever overwritten.</summary>
internal static class Scaffolding
{
    private const int SeedStep = 5;

    /// <summary>Makes a directory a project.</summary>
    public static async Task<CreateResult> InitAsync(string directory, CancellationToken cancellationToken)
    {
        if (directory.Length == 0 || directory.Contains('\0', StringComparison.Ordinal))
        {
            throw new FurrowException(ErrorCode.Usage, "The directory to make a project of has no name.")
            {
                Hint = "Name one, or `.` for the current one.",
            };
        }

        string full = Path.GetFullPath(directory);
        FileSet files = new();
        await files.WriteAsync(Path.Combine(full, ProjectFile.FileName), StarterFiles.ProjectFile, cancellationToken);
        await files.WriteAsync(Path.Combine(full, ".env.example"), StarterFiles.DotEnvExample, cancellationToken);
        await files.WriteAsync(Path.Combine(full, ".gitignore"), StarterFiles.GitIgnore, cancellationToken);
        await files.WriteAsync(
            Path.Combine(full, StarterFiles.ScenariosFolder, ScenarioSchema.FileName),
            ScenarioSchema.Text,
            cancellationToken);
        foreach (string folder in StarterFiles.Folders)
        {
            // Git keeps no empty folder.
            if (!FileSet.HoldsFiles(Path.Combine(full, folder)))
            {
                await files.WriteAsync(Path.Combine(full, folder, ".gitkeep"), "", cancellationToken);
            }
        }

        return files.Result;
    }

    /// <summary>Writes an empty migration in the format that the folder already has; pairs in an empty one.</summary>
    public static async Task<CreateResult> CreateMigrationAsync(
        ProjectContext project, CreateMigrationOptions options, CancellationToken cancellationToken)
    {
        string name = FileName(options.Name, "create add_users");
        string folder = MigrationFolder.Choose(ProjectFiles.MigrationSource(project));
        MigrationSet existing = await ProjectFiles.ReadMigrationsAsync(project, cancellationToken);
        string version = NextVersion.Choose(
            [.. existing.Versioned.Select(file => file.Version)],
            MigrationFolder.TakenVersions(folder),
            project.Clock.GetUtcNow());
        NewMigration migration = new(version, name, StarterFiles.OneLine(options.Name), options.Transaction);
        FileSet files = new();
        foreach (NewFile file in migration.Files(existing))
        {
            await files.WriteAsync(Path.Combine(folder, file.Path), file.Text, cancellationToken);
        }

        return files.Result;
    }

    /// <summary>Writes a seed to fill in.</summary>
    public static async Task<CreateResult> CreateSeedAsync(
        ProjectContext project, CreateSeedOptions options, CancellationToken cancellationToken)
    {
        string name = FileName(options.Name, "create-seed roles");
        RefuseUnknownFolder(project, options.Folder);
        string folder = Path.Combine(project.Configuration.SeedsDirectory, options.Folder);
        IReadOnlyList<SeedFile> seeds = await ProjectFiles.ReadSeedsAsync(project, cancellationToken);
        long last = seeds.Where(seed => seed.Folder == options.Folder).Max(seed => seed.Prefix) ?? -SeedStep;
        long prefix = (last / SeedStep + 1) * SeedStep;
        FileSet files = new();
        string file = $"{prefix.ToString("00", CultureInfo.InvariantCulture)}_{name}.{options.Kind.Word()}";
        await files.WriteAsync(
            Path.Combine(folder, file),
            StarterFiles.Seed(options.Kind, StarterFiles.OneLine(options.Name)),
            cancellationToken);
        return await ListAsync(project, files.Result, cancellationToken);
    }

    private static async Task<CreateResult> ListAsync(
        ProjectContext project, CreateResult files, CancellationToken cancellationToken)
    {
        bool isNew = !File.Exists(SeedSyncing.Store(project).FilePath);
        SeedSyncResult sync = await new SeedSyncing(project).SyncAsync(cancellationToken);
        return isNew
            ? files with { Created = files.Created.Add(sync.Path) }
            : files with { Updated = sync.Written ? [sync.Path] : [] };
    }

    private static void RefuseUnknownFolder(ProjectContext project, string folder)
    {
        string[] known =
            [.. project.Configuration.Environments.All.SelectMany(e => e.Folders).Distinct(StringComparer.Ordinal)];
        if (!known.Contains(folder, StringComparer.Ordinal))
        {
            throw new FurrowException(
                ErrorCode.Usage,
                $"No environment takes seeds from the folder '{folder}'; folders are {string.Join(", ", known)}.")
            {
                Hint = "Choose one of these, or add the folder to an environment in furrow.yaml.",
            };
        }
    }

    private static string FileName(string name, string example)
    {
        StringBuilder result = new();
        foreach (char c in name.Trim())
        {
            char next = char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_';
            if (next != '_' || (result.Length > 0 && result[^1] != '_'))
            {
                result.Append(next);
            }
        }

        string file = result.ToString().Trim('_');
        return file.Length is > 0 and <= 100 ? file : throw new FurrowException(
            ErrorCode.Usage, $"'{name}' makes no file name; expected 1 to 100 letters, digits and underscores.")
        {
            Hint = $"For example: furrow {example}",
        };
    }

    private sealed class FileSet
    {
        private readonly ImmutableArray<string>.Builder _created = ImmutableArray.CreateBuilder<string>();
        private readonly ImmutableArray<string>.Builder _kept = ImmutableArray.CreateBuilder<string>();

        public CreateResult Result => new(_created.ToImmutable(), _kept.ToImmutable());

        public async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (Create(path) is not { } file)
                {
                    _kept.Add(path);
                    return;
                }

                await using (file)
                {
                    await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
                }

                _created.Add(path);
            }
            catch (IOException e) when (File.Exists(path))
            {
                // Half of it would count as there the next time.
                File.Delete(path);
                throw new FurrowException(ErrorCode.ConfigInvalid, $"{path} cannot be written: {e.Message}", e)
                {
                    Hint = "Free space on its disk, or choose another directory with -C.",
                };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new FurrowException(ErrorCode.ConfigInvalid, $"{path} cannot be written: {e.Message}", e)
                {
                    Hint = "Give the user who runs furrow the right to write there, "
                        + "or choose another directory with -C.",
                };
            }
        }

        public static bool HoldsFiles(string folder) =>
            Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

        // Creating and finding out whether it is there are one step: another process may be at it too.
        private static FileStream? Create(string path)
        {
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            }
            catch (IOException) when (File.Exists(path))
            {
                return null;
            }
        }
    }
}

using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Schema;
using Furrow.Snapshots;
using Furrow.State;
using Furrow.Workflows.Generating;
using Furrow.Workflows.Sharing;

namespace Furrow.Workflows.Snapshotting;

/// <summary>
/// <c>snapshot create</c>. Takes no lock: what is stored is one moment of the database, and that it is a finished one
/// is seen in what was stored.
/// </summary>
internal sealed class SnapshotCreation(ProjectContext project)
{
    public Task<SnapshotCreateResult> RunAsync(SnapshotCreateOptions options, CancellationToken cancellationToken)
    {
        RefuseLocal(options);
        ChosenEnvironment environment = project.ChooseEnvironment(options);
        return new CommandEvents(project, "snapshot create").AroundAsync(
            environment, () => CreateAsync(options, environment, cancellationToken));
    }

    private async Task<SnapshotCreateResult> CreateAsync(
        SnapshotCreateOptions options, ChosenEnvironment environment, CancellationToken cancellationToken)
    {
        long start = project.Clock.GetTimestamp();
        SnapshotFiles files = await SnapshotFiles.ReadAsync(project, environment, cancellationToken);
        await using IDatabase database = project.OpenDatabase();
        ImmutableHashSet<ObjectName> withoutRows;
        await using (ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken))
        {
            withoutRows = await InspectAsync(session, database, files, options, cancellationToken);
        }

        SnapshotFolder folder = SnapshotProject.Folder(project);
        SnapshotLeftovers leftovers = new(project, folder);
        await leftovers.RemoveAsync(database, cancellationToken);
        string recipe = files.Recipe;
        string version = GitCommit.Find(project.Configuration.Directory) ?? recipe;
        using SnapshotDraft draft = folder.Begin(new SnapshotName(
            environment.Definition.Name, version[..SnapshotName.VersionDigits], project.Clock.GetUtcNow()));
        SnapshotMetadata? seen = null;
        StoredDatabase stored = await database.Snapshots.StoreAsync(
            new StoreRequest
            {
                Path = draft.PartialPath,
                IsLocal = options.IsLocal,
                Reserve = draft.Reserve,
                WithoutRows = [.. withoutRows],
                Look = async (look, token) =>
                    seen = await LookAsync(look, database, files, options, withoutRows, token),
                Progress = new BytesTold(project.Events, draft.Name),
            },
            cancellationToken);
        SnapshotMetadata metadata;
        try
        {
            metadata = await CompleteAsync(
                draft,
                seen! with { Version = version[..SnapshotName.VersionDigits], Recipe = recipe },
                stored,
                database,
                options,
                cancellationToken);
            if (environment.Definition.VerdictsLike.Strictness() > 0)
            {
                await IgnoredSnapshots.AddAsync(folder.Directory, environment.Definition.Name, cancellationToken);
            }

            draft.Complete(metadata);
        }
        catch (Exception e)
        {
            await leftovers.DropCopyAsync(draft, database, CancellationToken.None);
            if (e is IOException or UnauthorizedAccessException)
            {
                throw folder.NotWritable(e);
            }

            throw;
        }

        project.Events.Emit(new SnapshotCreated(
            metadata.Name, metadata.SizeBytes, (long)project.Clock.GetElapsedTime(start).TotalMilliseconds));
        return new SnapshotCreateResult(metadata, folder.PlaceOf(metadata));
    }

    private void RefuseLocal(SnapshotCreateOptions options)
    {
        if (options.IsLocal && !project.Provider.Capabilities.DatabaseCopy)
        {
            throw new FurrowException(
                ErrorCode.Usage,
                $"--local has a server copy the database for itself, and {project.Provider.Name} has no server: "
                    + "a snapshot of it is a file already.")
            {
                Hint = "Leave --local out.",
            };
        }
    }

    // Before anything is written: what would be refused afterwards is refused sooner.
    private async Task<ImmutableHashSet<ObjectName>> InspectAsync(
        ISession session,
        IDatabase database,
        SnapshotFiles files,
        SnapshotCreateOptions options,
        CancellationToken cancellationToken)
    {
        StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
        state.ThrowIfUnreadable();
        RefuseOtherEnvironment(state, files.Environment);
        await OpenRunCheck.RefuseAsync(state, cancellationToken);
        if (!options.Force)
        {
            if (!await session.HasUserTablesAsync(cancellationToken))
            {
                throw new FurrowException(
                    ErrorCode.Refused, $"{database.Reference.DatabaseName} has no tables that could be stored.")
                {
                    Hint = "Run furrow setup first, or take the snapshot as it is with --force.",
                };
            }

            await files.RefuseUnfinishedAsync(state, cancellationToken);
        }

        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        await SensitiveContents.CheckAsync(
            project, files.Environment, session, schema, options, cancellationToken);
        ImmutableHashSet<ObjectName> withoutRows =
            await files.VolatileTablesAsync(state, schema, cancellationToken);
        foreach (Table table in schema.Tables.Where(table => !withoutRows.Contains(table.Name)))
        {
            await RefuseReferencesAsync(session, table, withoutRows, cancellationToken);
        }

        return withoutRows;
    }

    // The name of a snapshot says whose data it holds; only the database knows.
    private static void RefuseOtherEnvironment(StateStore state, ChosenEnvironment environment)
    {
        if (state.Stamp is { } stamp && stamp != environment.Definition.Name)
        {
            throw new FurrowException(
                ErrorCode.Refused,
                $"The database is stamped {stamp}, but the command runs as {environment.Definition.Name}.")
            {
                Hint = $"Use --env {stamp} if that is the environment you mean, or another --database.",
            };
        }
    }

    private async Task RefuseReferencesAsync(
        ISession session, Table table, ImmutableHashSet<ObjectName> withoutRows, CancellationToken cancellationToken)
    {
        foreach (ForeignKey key in table.ForeignKeys.Where(key => withoutRows.Contains(key.ReferencedTable)))
        {
            string set = string.Join(" AND ", key.Columns.Select(
                column => $"{project.Provider.Dialect.QuoteIdentifier(column)} IS NOT NULL"));
            string name = project.Provider.Dialect.QuoteName(table.Name.Schema, table.Name.Name);
            await using DbCommand command = session.CreateCommand($"SELECT 1 FROM {name} WHERE {set} LIMIT 1");
            if (await command.ExecuteScalarAsync(cancellationToken) is not null)
            {
                throw new FurrowException(
                    ErrorCode.Refused,
                    $"Rows of {table.Name} refer to {key.ReferencedTable}, whose rows no snapshot holds: "
                        + "only volatile seeds write them.")
                {
                    Hint = "Let a volatile seed write these rows too, or write the others in a seed that is not.",
                };
            }
        }
    }

    // On a session that sees exactly what is stored.
    private async Task<SnapshotMetadata> LookAsync(
        ISession look,
        IDatabase database,
        SnapshotFiles files,
        SnapshotCreateOptions options,
        ImmutableHashSet<ObjectName> withoutRows,
        CancellationToken cancellationToken)
    {
        StateStore state = await StateStore.OpenAsync(look, database, cancellationToken);
        if (!options.Force)
        {
            await files.RefuseUnfinishedAsync(state, cancellationToken);
        }

        SnapshotContents contents = await SnapshotContents.ReadAsync(look, withoutRows, cancellationToken);
        return new SnapshotMetadata
        {
            Name = "",
            Version = "",
            Timestamp = project.Clock.GetUtcNow(),
            Environment = files.Environment.Definition.Name,
            Changelog = options.Note,
            Provider = project.Provider.Name,
            ServerVersion = look.Server.Version,
            ServerMajor = look.Server.Major,
            Encoding = look.Server.Encoding,
            Collation = look.Server.Collation,
            ClientVersion = "",
            Tool = $"furrow {project.Actor.ToolVersion}",
            StateSchema = project.Configuration.StateSchema.Value,
            Recipe = "",
            State = contents.State,
            Catalog = contents.Catalog,
            SizeBytes = 0,
            Migrations = await SnapshotFiles.ReadMigrationsAsync(state, cancellationToken),
            Seeds = await files.ReadSeedsAsync(state, cancellationToken),
            Scenario = await ScenarioAsync(state, cancellationToken),
            Tables = contents.Tables,
            Extensions = contents.Extensions,
        };
    }

    private static async Task<string?> ScenarioAsync(StateStore state, CancellationToken cancellationToken)
    {
        IReadOnlyList<PastGeneration> runs = await new PastGenerations(state).ReadAsync(cancellationToken);
        return runs.LastOrDefault(run => run.IsActive) is { Record: var last }
            ? SetupGeneration.TitleOf(last.Scenario, last.Preset)
            : null;
    }

    private static async Task<SnapshotMetadata> CompleteAsync(
        SnapshotDraft draft,
        SnapshotMetadata seen,
        StoredDatabase stored,
        IDatabase database,
        SnapshotCreateOptions options,
        CancellationToken cancellationToken)
    {
        SnapshotMetadata named = seen with { Name = draft.Name, ClientVersion = stored.ClientVersion };
        if (options.IsLocal)
        {
            return named with { Place = stored.Place, SizeBytes = stored.SizeBytes };
        }

        string checksum = await SnapshotChecksum.OfAsync(stored.Place, cancellationToken);
        long size = SnapshotChecksum.SizeOf(stored.Place);
        return named with
        {
            Checksum = checksum,
            SizeBytes = size,
            File = draft.Keep(stored.Place, database.Snapshots.FileEnding),
        };
    }

    private sealed class BytesTold(EventHub events, string name) : IProgress<long>
    {
        public void Report(long value) => events.Emit(new ProgressMade(
            EventOperation.Complete, $"snapshot {name}", "bytes", value, Total: null));
    }
}

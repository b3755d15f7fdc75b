using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.Transfer;

/// <summary>What to export and where to.</summary>
/// <param name="Format">As what.</param>
/// <param name="Part">Which half; of rows in JSON and CSV always all.</param>
/// <param name="Directory">The folder, a full path; made where it is missing.</param>
/// <param name="Source">What the files say about where they come from.</param>
public sealed record ExportRequest(ExportFormat Format, ExportPart Part, string Directory, ExportSource Source);

/// <summary>Exports a planned set of tables in the transaction that the session has open.</summary>
public sealed class Exporter(ISession session, EventHub events)
{
    // Definitions, manifest, and the ends of files.
    private const long ReserveBytes = 8 << 20;

    /// <summary>
    /// Rows to write that are not in the database; null for the database's own. How much room they take and what is
    /// missing beside them is not known.
    /// </summary>
    public IRowSource? Rows { get; init; }

    /// <summary>Writes the files; they appear when all of them are complete.</summary>
    /// <exception cref="FurrowException">Code <c>export.failed</c>: the files cannot be written.</exception>
    public async Task<ExportResult> RunAsync(
        ExportPlan plan, ExportRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(plan, request, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FurrowException(
                ErrorCode.ExportFailed, $"The export cannot be written to {request.Directory}: {e.Message}", e)
            {
                Hint = "What was there is as it was. Name a folder that can be written to with --out.",
            };
        }
    }

    private async Task<ExportResult> WriteAsync(
        ExportPlan plan, ExportRequest request, CancellationToken cancellationToken)
    {
        await using ExportFolder folder = ExportFolder.Begin(request.Directory);
        if (Rows is null && request.Part != ExportPart.Schema)
        {
            await CheckSpaceAsync(plan, request, cancellationToken);
        }

        await WarnAsync(plan, request, cancellationToken);
        ExportScene scene = new(Rows ?? session.Transfer, plan, folder, request.Source, events);
        ImmutableArray<TableRowCount> tables = request.Format switch
        {
            ExportFormat.Json => await new JsonExport(scene).RunAsync(cancellationToken),
            ExportFormat.Csv => await new CsvExport(scene).RunAsync(cancellationToken),
            _ => await new SqlExport(scene, request.Part).RunAsync(cancellationToken),
        };
        ExportedFiles files = await folder.PublishAsync(Earlier(request), cancellationToken);
        return new ExportResult(request.Format, request.Directory, tables, files);
    }

    private async Task CheckSpaceAsync(ExportPlan plan, ExportRequest request, CancellationToken cancellationToken)
    {
        int copies = (request.Format, request.Part) switch
        {
            (ExportFormat.Sql, ExportPart.All) => 3,
            (ExportFormat.Sql, _) => 2,
            _ => 1,
        };
        long rowBytes = await session.Transfer.EstimateBytesAsync(
            [.. plan.Rows.Select(rows => rows.Table)], cancellationToken);
        long wantedBytes = (rowBytes * copies) + ReserveBytes;
        long freeBytes = new DriveInfo(request.Directory).AvailableFreeSpace;
        if (wantedBytes > freeBytes)
        {
            throw new FurrowException(
                ErrorCode.ExportFailed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The export takes about {wantedBytes >> 20} MB, and {freeBytes >> 20} MB are free where it goes."))
            {
                Hint = "Make room, name another folder with --out, or some of the tables with --tables.",
            };
        }
    }

    private async Task WarnAsync(ExportPlan plan, ExportRequest request, CancellationToken cancellationToken)
    {
        if (!plan.IsWhole || Rows is not null)
        {
            return;
        }

        bool hasSql = request.Format == ExportFormat.Sql;
        foreach (string omission in await session.Transfer.ReadOmissionsAsync(hasSql, cancellationToken))
        {
            events.Emit(new WarningRaised(omission, Hint: null));
        }
    }

    private static ImmutableArray<string> Earlier(ExportRequest request) => request.Format switch
    {
        ExportFormat.Sql => SqlExport.FileNames,
        ExportFormat.Csv => CsvExport.ReadFileNames(request.Directory),
        _ => [],
    };
}

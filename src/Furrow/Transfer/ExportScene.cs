using Furrow.Events;
using Furrow.Providers;

namespace Furrow.Transfer;

/// <summary>Where exported rows come from, as files say it.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="ServerVersion">The server's version.</param>
/// <param name="Database">The database's name.</param>
/// <param name="Environment">The environment that the export was made in.</param>
public sealed record ExportSource(string Provider, string ServerVersion, string Database, string Environment);

/// <summary>What every format's writer works with.</summary>
internal sealed record ExportScene(
    IRowSource Transfer, ExportPlan Plan, ExportFolder Folder, ExportSource Source, EventHub Events)
{
    private const int ReportBytes = 16 << 20;

    private long _writtenBytes;
    private long _reportedBytes;

    /// <summary>What is being exported, for people who wait.</summary>
    public string Label { get; set; } = "export";

    /// <summary>Blocks that go to files of this export.</summary>
    public FileBlocks Write(params ReadOnlySpan<ExportFile> files) => new([.. files], Report);

    /// <summary>Tells that a table is done.</summary>
    public TableRowCount Done(RowSelection rows, long count)
    {
        Events.Emit(new TableExported(rows.Table.Name.ToString(), count));
        return new TableRowCount(rows.Table.Name, count);
    }

    private void Report(long bytes)
    {
        _writtenBytes += bytes;
        if (_writtenBytes - _reportedBytes >= ReportBytes)
        {
            _reportedBytes = _writtenBytes;
            Events.Emit(new ProgressMade(EventOperation.Complete, Label, "MB", _writtenBytes >> 20, Total: null));
        }
    }
}

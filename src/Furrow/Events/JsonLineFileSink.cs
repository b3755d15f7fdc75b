using System.Diagnostics;
using System.Text;
using Furrow.Errors;

namespace Furrow.Events;

/// <summary>
/// Appends one JSON object a line to a file, which is created for its owner alone (mode 0600). Several processes may
/// write to the same file: it is opened exclusively for each line, so lines stay whole, and it may be rotated away.
/// </summary>
public sealed class JsonLineFileSink : IEventSink
{
    private const int PatienceMs = 2_000;

    private readonly string path;
    private readonly bool isVerbose;

    /// <summary>Creates the file if it is missing; an existing one keeps its mode and its lines.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="isVerbose">Whether to write statements as well; default false.</param>
    /// <exception cref="FurrowException"><see cref="ErrorCode.ConfigInvalid"/>: the file cannot be written.</exception>
    public JsonLineFileSink(string path, bool isVerbose = false)
    {
        this.path = Path.GetFullPath(path);
        this.isVerbose = isVerbose;
        try
        {
            Append([]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FurrowException(
                ErrorCode.ConfigInvalid, $"The log file {path} cannot be written: {exception.Message}", exception)
            {
                Hint = "Give `--log-file` (or `log.file` in furrow.yaml) a file in a folder that exists and is yours.",
            };
        }
    }

    /// <inheritdoc/>
    public bool HearsStatements => isVerbose;

    /// <inheritdoc/>
    public void Emit(FurrowEvent furrowEvent)
    {
        if (JsonLineSink.Logs(furrowEvent, isVerbose)) Append(Encoding.UTF8.GetBytes(EventJson.Line(furrowEvent)));
    }

    private void Append(byte[] line)
    {
        using var file = Open();
        file.Write(line);
    }

    // FileMode.Append seeks once instead of appending, so two writers would overwrite each other: hence FileShare.None,
    // and patience while another process writes its line.
    private FileStream Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var pause = new SpinWait();
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException exception) when (MayPass(exception) && waiting.ElapsedMilliseconds < PatienceMs)
            {
                pause.SpinOnce();
            }
        }
    }

    // Another holder is reported as a plain IOException; a missing folder and the like have types of their own.
    private static bool MayPass(IOException exception) => exception.GetType() == typeof(IOException);
}

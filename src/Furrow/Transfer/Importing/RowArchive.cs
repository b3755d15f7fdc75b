using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Providers;

namespace Furrow.Transfer.Importing;

/// <summary>An export in JSON or csv: its tables, looked through to their ends.</summary>
internal sealed record RowArchive
{
    /// <summary>The version of the form that is understood.</summary>
    public const string Format = "1";

    /// <summary>The file that says what there is.</summary>
    public required ImportFile File { get; init; }

    /// <summary>The provider that it comes from.</summary>
    public required string Provider { get; init; }

    /// <summary>The tables, in the order of the file.</summary>
    public required ImmutableArray<ArchivedTable> Tables { get; init; }

    /// <summary>Where sequences stood.</summary>
    public required ImmutableArray<SequenceValue> Sequences { get; init; }

    /// <summary>Reads <c>seed_data.json</c>, or a manifest with its csv files.</summary>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>import.failed</c>: it cannot be read, is none, is empty, or does not have the size, checksum or rows
    /// that it says.
    /// </exception>
    public static RowArchive Read(ImportFile file)
    {
        try
        {
            using FileStream stream = file.Open();
            RowArchive archive = new ArchiveReader(file, new JsonTokens(stream)).Read();
            return archive.Tables.IsEmpty
                ? throw file.Fault("The file holds no table, so there is nothing to import.", line: null)
                : archive;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or InvalidOperationException)
        {
            throw file.Fault($"The file is no export of furrow's: {e.Message}", line: null, "Export it again.");
        }
    }
}

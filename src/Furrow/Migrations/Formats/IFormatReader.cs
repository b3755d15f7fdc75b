using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>Reads one convention of writing migrations.</summary>
internal interface IFormatReader
{
    /// <summary>Which one.</summary>
    MigrationFormat Format { get; }

    /// <summary>What its files are called, for people: what would have been expected of a file that is none.</summary>
    string Expected { get; }

    /// <summary>Reads the entries that look like this format; what is wrong is reported, not thrown.</summary>
    Task<MigrationSet> ReadAsync(
        FolderReading reading, ImmutableArray<LookedAt> entries, CancellationToken cancellationToken);
}

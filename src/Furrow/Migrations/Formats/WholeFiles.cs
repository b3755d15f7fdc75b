namespace Furrow.Migrations.Formats;

/// <summary>A file that is one way of a migration as a whole.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Transaction">What its name, or a file beside it, says about the transaction.</param>
internal sealed record WholeFile(string Path, MigrationTransaction Transaction)
{
    /// <summary>Whether the tool that it was written for replaces placeholders inside quotes too.</summary>
    public bool MayFillPlaceholders { get; init; }
}

/// <summary>A migration whose ways are files of their own.</summary>
internal sealed record WholeFiles(MigrationFileName Name, WholeFile Up, WholeFile? Down);

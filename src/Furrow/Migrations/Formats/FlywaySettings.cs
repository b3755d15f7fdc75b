namespace Furrow.Migrations.Formats;

/// <summary>What a file <c>V1__name.sql.conf</c> says about the script that it lies beside.</summary>
/// <param name="Transaction">From <c>executeInTransaction</c>.</param>
/// <param name="FillsPlaceholders">From <c>placeholderReplacement</c>; Flyway's default is to replace them.</param>
internal sealed record FlywaySettings(MigrationTransaction Transaction, bool FillsPlaceholders)
{
    /// <summary>Those of a script without such a file.</summary>
    public static FlywaySettings Default { get; } = new(MigrationTransaction.WherePossible, true);

    /// <summary>Reads the file; what cannot be done is reported.</summary>
    public static async Task<FlywaySettings> ReadAsync(
        FolderReading reading, string path, CancellationToken cancellationToken)
    {
        FlywaySettings settings = Default;
        string text = await reading.ReadTextAsync(path, cancellationToken) ?? "";
        foreach ((string key, string value) in KeyValueFile.Read(text))
        {
            switch (key, value.ToUpperInvariant())
            {
                case ("executeInTransaction", "TRUE"):
                    settings = settings with { Transaction = MigrationTransaction.Required };
                    break;
                case ("executeInTransaction", "FALSE"):
                    settings = settings with { Transaction = MigrationTransaction.None };
                    break;
                case ("placeholderReplacement", "TRUE"):
                    break;
                case ("placeholderReplacement", "FALSE"):
                    settings = settings with { FillsPlaceholders = false };
                    break;
                case ("encoding", "UTF-8"):
                    break;
                default:
                    reading.Problems.Report(
                        path,
                        $"furrow cannot follow what it says of {key}; it knows executeInTransaction and "
                            + "placeholderReplacement, each true or false, and encoding=UTF-8.");
                    break;
            }
        }

        return settings;
    }
}

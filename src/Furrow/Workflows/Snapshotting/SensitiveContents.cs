using Furrow.Events;
using Furrow.Safety;
using Furrow.Schema;

namespace Furrow.Workflows.Snapshotting;

/// <summary>What a snapshot may hold of data that matters.</summary>
internal static class SensitiveContents
{
    /// <summary>
    /// Looks at a database that is to be stored. In staging and production it says that the rows go into the file as
    /// they are; nothing is asked elsewhere.
    /// </summary>
    public static void Check(
        ProjectContext project, ChosenEnvironment environment, DatabaseSchema schema, SnapshotCreateOptions options)
    {
        if (environment.Definition.VerdictsLike.Strictness() > 0)
        {
            string place = options.IsLocal ? "the server's copy" : "the file";
            project.Events.Emit(new WarningRaised(
                $"The rows of {schema.Tables.Length} tables of {environment.Definition.Name} go into {place} as they "
                    + "are.",
                "Keep it where the database itself may be kept."));
        }
    }
}

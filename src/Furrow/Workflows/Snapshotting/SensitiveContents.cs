using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Schema;
using Furrow.Sensitive;

namespace Furrow.Workflows.Snapshotting;

/// <summary>What a snapshot may hold of data that matters.</summary>
internal static class SensitiveContents
{
    /// <summary>
    /// Looks at a database that is to be stored. In staging and production every column that looks sensitive has to be
    /// settled, as for an export, and it says that rows go into the file as they are; elsewhere nothing is asked.
    /// </summary>
    /// <exception cref="FurrowException">
    /// <c>refused</c>: nobody has decided about a column, or furrow.yaml says that its values must not leave.
    /// </exception>
    public static async Task CheckAsync(
        ProjectContext project,
        ChosenEnvironment environment,
        ISession session,
        DatabaseSchema schema,
        SnapshotCreateOptions options,
        CancellationToken cancellationToken)
    {
        if (environment.Definition.VerdictsLike.Strictness() == 0)
        {
            return;
        }

        SensitivePlan plan = await new SensitiveColumns(project, session, schema).SettleAsync(
            schema.Tables, options.IncludeSensitive, "the snapshot", cancellationToken);
        SensitiveColumnPlan[] rewritten = [.. plan.Columns.Where(column => column.Outcome != SensitiveOutcome.Keep)];
        if (rewritten.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.Refused,
                "A snapshot holds every row as it is, and furrow.yaml wants something else to leave of "
                    + string.Join(", ", rewritten.Select(column => $"{column.Table}.{column.Column}")) + ".")
            {
                Hint = "Use furrow export, which replaces values and leaves columns out, or say `keep` of these.",
            };
        }

        string place = options.IsLocal ? "the server's copy" : "the file";
        project.Events.Emit(new WarningRaised(
            $"The rows of {schema.Tables.Length} tables of {environment.Definition.Name} go into {place} as they are.",
            "Keep it where the database itself may be kept."));
    }
}

using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Clearing;

/// <summary>Says why tables are not emptied: everything that stands in the way, in one error.</summary>
internal static class ClearRefusal
{
    /// <summary>Throws unless there is nothing.</summary>
    public static void Throw(ImmutableArray<ClearObstacle> obstacles)
    {
        if (obstacles.IsEmpty)
        {
            return;
        }

        string[] reasons = [.. obstacles.Select(Describe).Distinct(StringComparer.Ordinal)];
        bool isRight = obstacles.All(obstacle => obstacle.Kind == ClearObstacleKind.NotPermitted);
        throw new FurrowException(
            isRight ? ErrorCode.DatabasePermission : ErrorCode.Refused,
            reasons.Length == 1
                ? $"Nothing was cleared: {reasons[0]}."
                : $"Nothing was cleared; {reasons.Length} things stand in the way.")
        {
            Detail = reasons.Length == 1 ? null : string.Join('\n', reasons.Select(reason => $"{reason}.")),
            Hint = HintFor(obstacles),
        };
    }

    private static string Describe(ClearObstacle obstacle) => obstacle.Kind switch
    {
        ClearObstacleKind.ReferencedByRows =>
            $"rows of {obstacle.From} refer to {obstacle.Table} by {obstacle.Key}, and {obstacle.From} was not named",
        ClearObstacleKind.NotPermitted =>
            $"the role may not empty {obstacle.Table}: it needs DELETE on it, and to own it where triggers or "
                + "sequences belong to it",
        ClearObstacleKind.HasDeleteRule =>
            $"{obstacle.Table} has a rule ON DELETE, which does something else instead or besides",
        _ => throw new ArgumentOutOfRangeException(nameof(obstacle), obstacle.Kind, "not an obstacle"),
    };

    private static string HintFor(ImmutableArray<ClearObstacle> obstacles)
    {
        string[] missing =
        [
            .. obstacles.Where(obstacle => obstacle.From is not null)
                .Select(obstacle => obstacle.From!.Value.ToString()).Distinct(StringComparer.Ordinal),
        ];
        return missing.Length > 0
            ? $"Name {string.Join(", ", missing)} too, or clear everything with `furrow clear`; "
                + "a table outside the `schemas` of furrow.yaml has to be dealt with by hand."
            : obstacles.All(obstacle => obstacle.Kind == ClearObstacleKind.NotPermitted)
                ? "Use the role that owns the tables."
                : "Drop the rule, or delete the rows by hand.";
    }
}

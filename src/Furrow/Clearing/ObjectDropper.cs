using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Clearing;

/// <summary>
/// Drops everything of the user's that the role owns, and makes the histories say so, in one transaction.
/// </summary>
public sealed class ObjectDropper
{
    private const int ListedMax = 50;

    private readonly WorkContext _work;

    /// <summary>A dropper for one command.</summary>
    public ObjectDropper(WorkContext work) => _work = work;

    /// <summary>Drops what there is, in the transaction that is open.</summary>
    /// <param name="migrations">
    /// The statements that make everything anew: schemas that they create are dropped, others only emptied.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FurrowException">
    /// Code <c>refused</c>: something belongs to another role, or something that stays depends on what would go.
    /// </exception>
    public async Task<ImmutableArray<DroppedObject>> DropAsync(
        IEnumerable<SqlStatement> migrations, CancellationToken cancellationToken)
    {
        DropOutcome outcome = await _work.Session.DropOwnedAsync(
            new DropRequest([.. migrations.Select(CreatedSchema.Of).OfType<string>().Distinct(StringComparer.Ordinal)]),
            cancellationToken);
        Refuse(outcome.Obstacles);
        await new ClearedHistory(_work.State).ForgetAllAsync(
            _work.Actor, _work.OperationId, cancellationToken);
        return outcome.Dropped;
    }

    private static void Refuse(ImmutableArray<DropObstacle> obstacles)
    {
        if (obstacles.IsEmpty)
        {
            return;
        }

        string[] reasons = [.. obstacles.Select(Describe)];
        string more = reasons.Length > ListedMax ? $"\nand {reasons.Length - ListedMax} more" : "";
        throw new FurrowException(
            ErrorCode.Refused,
            reasons.Length == 1
                ? $"Nothing was dropped: {reasons[0]}."
                : $"Nothing was dropped; {reasons.Length} things stand in the way.")
        {
            Detail = reasons.Length == 1 ? null : string.Join('\n', reasons.Take(ListedMax)) + more,
            Hint = obstacles.Any(obstacle => obstacle.Owner is not null)
                ? "Have the owner drop or give away what is theirs, or set `schemas` in furrow.yaml to your own."
                : "Drop what depends on it by hand.",
        };
    }

    private static string Describe(DropObstacle obstacle) => obstacle.Owner is { } owner
        ? $"{obstacle.Object} belongs to {owner}"
        : $"{obstacle.Object} depends on {obstacle.DependsOn}";
}

using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Postgres.Transfer;

/// <summary>Writes what goes around the rows of a load. Needs no more than the ownership of the tables.</summary>
internal static class FrameStatements
{
    // Whatever waits for the transaction's end has to be done before definitions can change.
    private const string CheckNow = "SET CONSTRAINTS ALL IMMEDIATE";

    public static LoadFrame Of(LoadFrameRequest request, FrameFindings findings)
    {
        FoundConstraint[] dropped = [.. Dropped(request, findings)];
        HashSet<(ObjectName, string)> gone = [.. dropped.Select(constraint => (constraint.Table, constraint.Name))];
        TreatedKey[] kept = [.. request.Keys.Where(key => !gone.Contains((key.Table, key.Key.Name)))];
        TreatedKey[] altered = [.. kept.Where(key => IsAltered(key, findings))];
        IEnumerable<TreatedKey> deferred = kept.Except(altered).Where(key =>
            key is { Treatment: KeyTreatment.Defer, Key.Deferrability: Deferrability.InitiallyImmediate });
        return new LoadFrame
        {
            Detached =
            [
                .. findings.Detachable.Keys.Select(key => new DetachedKey(key.Table, key.Name, IsForeignKey: true)),
                .. findings.Detachable.Indexes.Select(
                    index => new DetachedKey(index.Table, index.Name, IsForeignKey: false)),
            ],
            Remember = request.Tables.IsEmpty ? [] : [DefinitionCheck.Remember(request.Tables)],
            Before =
            [
                .. dropped.Select(constraint => $"{Alter(constraint.Table)} DROP CONSTRAINT {Quote(constraint.Name)}"),
                .. DetachStatements.TakeOff(findings.Detachable.Indexes),
                .. altered.Select(key => Defer(key, Deferrability.InitiallyDeferred)),
                .. findings.Forced.Select(table => $"{Alter(table)} NO FORCE ROW LEVEL SECURITY"),
                .. (request.FiresTriggers ? [] : findings.Triggers).Select(trigger =>
                    $"{AlterOnly(trigger.Table)} DISABLE TRIGGER {Quote(trigger.Name)}"),
                .. deferred.Select(key =>
                    $"SET CONSTRAINTS {SqlDialect.Postgres.QuoteName(key.Table.Schema, key.Key.Name)} DEFERRED"),
            ],
            After =
            [
                CheckNow,
                .. (request.FiresTriggers ? [] : findings.Triggers).Select(Enable),
                .. findings.Forced.Select(table => $"{Alter(table)} FORCE ROW LEVEL SECURITY"),
                .. altered.Select(key => Defer(key, key.Key.Deferrability)),
                .. DetachStatements.PutBack(findings.Detachable.Indexes),
                .. dropped.SelectMany(Restore),
            ],
            Refresh = [.. findings.Refreshed.Select(view => $"REFRESH MATERIALIZED VIEW {Quote(view)}")],
            Compare = request.Tables.IsEmpty ? [] : [DefinitionCheck.Compare(request.Tables)],
            Expect = findings.Detachable.Definitions is { } known ? [DefinitionCheck.Expect(known)] : [],
        };
    }

    private static string Enable(FoundTrigger trigger)
    {
        string always = trigger.IsAlways ? "ALWAYS " : "";
        return $"{AlterOnly(trigger.Table)} ENABLE {always}TRIGGER {Quote(trigger.Name)}";
    }

    private static bool IsAltered(TreatedKey key, FrameFindings findings) => key.Treatment switch
    {
        KeyTreatment.MakeDeferrable => true,
        KeyTreatment.Defer => key.Key.Deferrability == Deferrability.InitiallyImmediate
            && findings.Ambiguous.Contains(new ObjectName(key.Table.Schema, key.Key.Name)),
        _ => false,
    };

    private static IEnumerable<FoundConstraint> Dropped(LoadFrameRequest request, FrameFindings findings)
    {
        FoundConstraint[] found =
            [.. request.FiresTriggers ? [] : findings.NotValid, .. findings.Detachable.Keys];
        HashSet<(ObjectName, string)> known =
            [.. found.Select(constraint => (constraint.Table, constraint.Name))];
        IEnumerable<FoundConstraint> keys = request.Keys
            .Where(key => key.Treatment == KeyTreatment.DropAndRestore && !known.Contains((key.Table, key.Key.Name)))
            .Select(key => new FoundConstraint(
                key.Table,
                key.Key.Name,
                key.Key.Definition!,
                findings.Comments.GetValueOrDefault((key.Table, key.Key.Name))));
        return found.Concat(keys);
    }

    private static IEnumerable<string> Restore(FoundConstraint constraint)
    {
        yield return $"{Alter(constraint.Table)} ADD CONSTRAINT {Quote(constraint.Name)} {constraint.Definition}";
        if (constraint.Comment is { } comment)
        {
            yield return $"COMMENT ON CONSTRAINT {Quote(constraint.Name)} ON {Quote(constraint.Table)} IS "
                + SqlDialect.Postgres.QuoteLiteral(comment);
        }
    }

    private static string Defer(TreatedKey key, Deferrability deferrability)
    {
        string when = deferrability switch
        {
            Deferrability.InitiallyDeferred => "DEFERRABLE INITIALLY DEFERRED",
            Deferrability.InitiallyImmediate => "DEFERRABLE INITIALLY IMMEDIATE",
            _ => "NOT DEFERRABLE",
        };
        return $"{Alter(key.Table)} ALTER CONSTRAINT {Quote(key.Key.Name)} {when}";
    }

    private static string Alter(ObjectName table) => $"ALTER TABLE {Quote(table)}";

    private static string AlterOnly(ObjectName table) => $"ALTER TABLE ONLY {Quote(table)}";

    private static string Quote(ObjectName name) => PostgresTransfer.TableName(name);

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);
}

using System.Collections.Immutable;
using System.Globalization;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>A load plan as lines of text.</summary>
internal static class LoadPlanDescription
{
    public static ImmutableArray<string> Lines(LoadPlan plan) =>
        [.. plan.IsPossible ? Order(plan) : Refusal(plan), .. Needs(plan)];

    private static IEnumerable<string> Order(LoadPlan plan)
    {
        int width = plan.Tables.Length.ToString(CultureInfo.InvariantCulture).Length;
        int number = 0;
        yield return $"Load order: {Count(plan.Tables.Length, "table")}, {Count(plan.Breaks.Length, "broken key")}";
        foreach (LoadStep step in plan.Steps)
        {
            foreach (ObjectName table in step.Tables)
            {
                number++;
                yield return $"  {number.ToString(CultureInfo.InvariantCulture).PadLeft(width)}. {Name(plan, table)}";
            }

            foreach (CycleBreak broken in step.Breaks)
            {
                yield return $"  {new string(' ', width)}  {Edge(broken.Table, broken.Key)}: {Remedy(broken)}";
            }
        }
    }

    private static IEnumerable<string> Refusal(LoadPlan plan)
    {
        yield return $"Cannot be loaded: {Count(plan.Problems.Length, "cycle")} of foreign keys";
        foreach (LoadPlanProblem problem in plan.Problems)
        {
            yield return $"  {problem.Message}";
        }
    }

    private static IEnumerable<string> Needs(LoadPlan plan)
    {
        if (plan.Graph.ReferencesToOutside.IsEmpty)
        {
            yield break;
        }

        yield return "Needs rows of tables that are not loaded:";
        foreach (ExternalReference reference in plan.Graph.ReferencesToOutside)
        {
            yield return $"  {Edge(reference.Table, reference.Key)}";
        }
    }

    private static string Name(LoadPlan plan, ObjectName table)
    {
        Table? found = plan.Graph.Trees.Find(table);
        string note = found switch
        {
            { Kind: TableKind.Partitioned } => " (partitioned)",
            { PartitionOf: { } parent } => $" (partition of {DisplayText.Of(parent)})",
            _ => "",
        };
        return DisplayText.Of(table) + note;
    }

    private static string Edge(ObjectName table, ForeignKey key) =>
        $"{DisplayText.Of(table)} {DisplayText.Escape(key.Name)} -> {DisplayText.Of(key.ReferencedTable)}";

    private static string Remedy(CycleBreak broken) => broken switch
    {
        CycleBreak.RowOrder => "rows that are referred to go first",
        CycleBreak.Defer => "checked at commit",
        CycleBreak.DeferAll => "all keys are checked at commit",
        CycleBreak.MakeDeferrable => "made deferrable, checked before commit, then set back",
        CycleBreak.DropAndRestore => "taken off, and put back before commit",
        CycleBreak.NullThenUpdate update =>
            $"{string.Join(", ", update.Columns.Select(DisplayText.Escape))} inserted as NULL, updated afterwards",
        _ => throw new ArgumentOutOfRangeException(nameof(broken), broken.GetType().Name, "An unknown kind of break."),
    };

    private static string Count(int count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{count.ToString(CultureInfo.InvariantCulture)} {noun}s";
}

using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Planning;

/// <summary>How the keys that a plan breaks are kept out of the way of rows that arrive in whole tables.</summary>
internal static class KeyTreatments
{
    /// <summary>How a broken key is treated; null where the rows' arrival in one statement is enough.</summary>
    /// <param name="broken">The key.</param>
    /// <param name="errorCode">The code of the error where only rows in two steps would do.</param>
    public static TreatedKey? Of(CycleBreak broken, string errorCode) => broken switch
    {
        CycleBreak.RowOrder => null,
        CycleBreak.Defer => new TreatedKey(broken.Table, broken.Key, KeyTreatment.Defer),
        CycleBreak.DeferAll => new TreatedKey(broken.Table, broken.Key, KeyTreatment.DeferAll),
        CycleBreak.MakeDeferrable => new TreatedKey(broken.Table, broken.Key, KeyTreatment.MakeDeferrable),
        CycleBreak.DropAndRestore => new TreatedKey(broken.Table, broken.Key, KeyTreatment.DropAndRestore),
        _ => throw new FurrowException(
            errorCode,
            $"The key {broken.Key.Name} of {broken.Table} is in a cycle and comes from a table that `schemas` hides.")
        {
            Hint = "Add the schema of its partitioned table to `schemas` in furrow.yaml.",
        },
    };
}

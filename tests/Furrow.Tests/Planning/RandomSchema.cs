using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Tests.Schema;

namespace Furrow.Tests.Planning;

/// <summary>What columns a random key stands on.</summary>
public enum KeyShape
{
    /// <summary>One column of its own.</summary>
    Plain,

    /// <summary>One column of its own that the database computes.</summary>
    Generated,

    /// <summary>A column of its own, and the one that all composite keys of the table share.</summary>
    Composite,

    /// <summary>The same under MATCH FULL.</summary>
    CompositeFull,
}

/// <summary>A random key between tables by number.</summary>
public sealed record RandomKey(int From, int To, KeyShape Shape, bool IsNullable, Deferrability Deferrability)
{
    public bool IsComposite => Shape is KeyShape.Composite or KeyShape.CompositeFull;
}

/// <summary>
/// A random schema in a form that shrinks well and that tests can judge without asking the code under test: tables
/// by number, each third one partitioned where <see cref="HasPartitions"/>, keys by kind.
/// </summary>
public sealed record RandomSchema(
    int TableCount,
    bool HasPartitions,
    ProviderCapabilities Capabilities,
    bool CanOrderRows,
    ImmutableArray<RandomKey> Keys)
{
    public LoadPlanOptions Options => new() { CanOrderRows = CanOrderRows };

    public static Arbitrary<RandomSchema> Upto(int tableCountMax) => Arb.From(
        from tableCount in Gen.Choose(1, tableCountMax)
        from capabilities in Gen.Elements(Planning.Capabilities.All.AsEnumerable())
        from hasPartitions in Gen.Elements(false, true)
        from canOrderRows in Gen.Elements(true, true, false)
        from nullablePercent in Gen.Elements(20, 80)
        from keyCount in Gen.Choose(0, tableCount * 2)
        from keys in Key(tableCount, nullablePercent).ArrayOf(keyCount)
        select new RandomSchema(tableCount, hasPartitions, capabilities, canOrderRows, [.. keys]),
        Shrink);

    public LoadPlan Plan() => LoadPlanner.Plan(Build(), Capabilities, Options);

    public bool IsPartitioned(int table) => HasPartitions && table % 3 == 0;

    public static string TableName(int table) => $"t{table:00}";

    public static string KeyName(int index) => $"k{index:00}";

    /// <summary>Tables with an even number may leave the shared column NULL.</summary>
    public static bool IsSharedNullable(int table) => table % 2 == 0;

    public DatabaseSchema Build()
    {
        var builder = new SchemaBuilder();
        for (int number = 0; number < TableCount; number++)
        {
            int table = number;
            builder.Table(TableName(table), t => Fill(t, table));
            if (IsPartitioned(table))
            {
                builder.Partition($"{TableName(table)}_a", of: TableName(table));
                builder.Partition($"{TableName(table)}_b", of: TableName(table));
            }
        }

        return builder.Build();
    }

    /// <summary>
    /// By the rules as they are written down: what breaking a key costs, null if it cannot be broken. Ranks count
    /// from 0 in the order row order, defer, defer all, make deferrable, take off, NULL first.
    /// </summary>
    public int? Rank(RandomKey key)
    {
        bool isDeferrable = key.Deferrability == Deferrability.InitiallyDeferred
            || (key.Deferrability == Deferrability.InitiallyImmediate && !Capabilities.DeferAllForeignKeys);
        return (key.From == key.To && CanOrderRows) ? 0
            : isDeferrable ? 1
            : Capabilities.DeferAllForeignKeys ? 2
            : Capabilities.AlterableDeferrability ? 3
            : Capabilities.DropForeignKeys ? 4
            : CanBeNull(key) ? 5
            : null;
    }

    private bool CanBeNull(RandomKey key)
    {
        bool isSharedFree = IsSharedNullable(key.From)
            && Keys.Count(other => other.From == key.From && other.IsComposite) == 1;
        return key.Shape switch
        {
            KeyShape.Plain => key.IsNullable,
            KeyShape.Generated => false,
            KeyShape.Composite => key.IsNullable || isSharedFree,
            _ => key.IsNullable && isSharedFree,
        };
    }

    private void Fill(TableBuilder builder, int table)
    {
        builder.Column("tenant").Unique("tenant", "id").Column("shared", IsSharedNullable(table));
        if (IsPartitioned(table))
        {
            builder.Partitioned("LIST (id)");
        }

        for (int index = 0; index < Keys.Length; index++)
        {
            RandomKey key = Keys[index];
            if (key.From != table)
            {
                continue;
            }

            string own = $"c{index:00}";
            string name = KeyName(index);
            builder.Column(own, key.IsNullable, column => column with
            {
                Generated = key.Shape == KeyShape.Generated ? GeneratedKind.Stored : GeneratedKind.None,
            });
            builder.References(
                SchemaBuilder.Name(TableName(key.To)),
                key.IsComposite ? ["shared", own] : [own],
                key.IsComposite ? ["tenant", "id"] : ["id"],
                built => built with
                {
                    Name = name,
                    Deferrability = key.Deferrability,
                    IsMatchFull = key.Shape == KeyShape.CompositeFull,
                });
        }
    }

    private static Gen<RandomKey> Key(int tableCount, int nullablePercent) =>
        from fromTable in Gen.Choose(0, tableCount - 1)
        from toTable in Gen.Choose(0, tableCount - 1)
        from shape in Gen.Elements(
            KeyShape.Plain, KeyShape.Plain, KeyShape.Composite, KeyShape.CompositeFull, KeyShape.Generated)
        from percent in Gen.Choose(0, 99)
        from deferrability in Gen.Elements(
            Deferrability.NotDeferrable,
            Deferrability.NotDeferrable,
            Deferrability.NotDeferrable,
            Deferrability.InitiallyImmediate,
            Deferrability.InitiallyDeferred)
        select new RandomKey(fromTable, toTable, shape, percent < nullablePercent, deferrability);

    private static IEnumerable<RandomSchema> Shrink(RandomSchema schema)
    {
        for (int index = 0; index < schema.Keys.Length; index++)
        {
            yield return schema with { Keys = schema.Keys.RemoveAt(index) };
        }

        if (schema.HasPartitions)
        {
            yield return schema with { HasPartitions = false };
        }
    }
}

using System.Reflection;

namespace Furrow.Sqlite.Tests;

public sealed class SqliteProviderTests
{
    [Fact]
    public void A_second_provider_leaves_the_callbacks_of_the_first_ones_hooks_alive()
    {
        // The driver's hooks live in this object; no public member tells whether it was replaced.
        FieldInfo owner = typeof(SQLitePCL.raw).GetField("_imp", BindingFlags.Static | BindingFlags.NonPublic)!;
        _ = new SqliteProvider();
        object? before = owner.GetValue(null);
        _ = new SqliteProvider();
        Assert.NotNull(before);
        Assert.Same(before, owner.GetValue(null));
    }
}

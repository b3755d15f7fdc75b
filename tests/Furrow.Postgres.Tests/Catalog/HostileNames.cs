namespace Furrow.Postgres.Tests.Catalog;

/// <summary>Names that only survive where every statement quotes them.</summary>
internal static class HostileNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "plain", "Upper", "with space", "with.dot", "with\"quote", "with'apostrophe", "100%", "naïve Ünïcødé 表",
        "select", "semi;colon", "back\\slash", "@at :colon $1 ?", new string('x', 63), "--comment", "{brace}", "új\n",
    ];

    public static string Quote(string name) => PostgresServer.Quote(name);
}

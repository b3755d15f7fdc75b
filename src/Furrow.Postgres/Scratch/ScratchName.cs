namespace Furrow.Postgres.Scratch;

/// <summary>The names of scratch databases.</summary>
internal static class ScratchName
{
    public const string Prefix = "furrow_scratch_";

    private static readonly MarkedName Names = new(Prefix);

    /// <summary>A new name for a scratch database that stands for another one.</summary>
    public static string For(string database) => Names.For(database);

    /// <summary>Whether <see cref="For"/> has made this name.</summary>
    public static bool IsOne(string name) => Names.IsOne(name);
}

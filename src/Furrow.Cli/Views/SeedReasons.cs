using Furrow.Seeds;

namespace Furrow.Cli.Views;

/// <summary>Why a seed is to be applied, in words.</summary>
internal static class SeedReasons
{
    /// <summary>The reason.</summary>
    public static string Say(SeedReason reason) => reason switch
    {
        SeedReason.New => "new",
        SeedReason.Changed => "its content changed",
        SeedReason.Upgrade => "higher version",
        SeedReason.Always => "runs every time",
        SeedReason.Forced => "forced",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a reason"),
    };
}

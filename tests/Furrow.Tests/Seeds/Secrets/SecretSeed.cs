using Furrow.Seeds;

namespace Furrow.Tests.Seeds.Secrets;

internal static class SecretSeed
{
    public static SeedFile Of(SeedKind kind, string text) =>
        SeedBuilder.Seed("base/00_t") with { Kind = kind, Text = text, Path = $"/seeds/base/00_t.{kind.Word()}" };
}

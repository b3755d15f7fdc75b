namespace Furrow.Seeds;

/// <summary>What kinds, policies and reasons are called in files, history and documents.</summary>
public static class SeedWords
{
    /// <summary><c>sql</c>, <c>csv</c>, <c>json</c>, <c>yaml</c>, <c>cs</c>.</summary>
    public static string Word(this SeedKind kind) => kind switch
    {
        SeedKind.Sql => "sql",
        SeedKind.Csv => "csv",
        SeedKind.Json => "json",
        SeedKind.Yaml => "yaml",
        SeedKind.Cs => "cs",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a seed's kind"),
    };

    /// <summary><c>once</c>, <c>on-change</c>, <c>always</c>, <c>upsert</c>.</summary>
    public static string Word(this SeedPolicy policy) => policy switch
    {
        SeedPolicy.Once => "once",
        SeedPolicy.OnChange => "on-change",
        SeedPolicy.Always => "always",
        SeedPolicy.Upsert => "upsert",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "not a seed's policy"),
    };

    /// <summary><c>new</c>, <c>changed</c>, <c>upgrade</c>, <c>always</c>, <c>forced</c>.</summary>
    public static string Word(this SeedReason reason) => reason switch
    {
        SeedReason.New => "new",
        SeedReason.Changed => "changed",
        SeedReason.Upgrade => "upgrade",
        SeedReason.Always => "always",
        SeedReason.Forced => "forced",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a reason"),
    };
}

using Furrow.Errors;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Seeds.Content;

namespace Furrow.Specification;

/// <summary>Tables for seeds to fill, and the writing of seeds into them.</summary>
public static class SeedScene
{
    /// <summary>No variables.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    public static async Task<ProviderHarness> CreateAsync(IProviderFixture fixture)
    {
        ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            $"""
            CREATE TABLE organizations (
                id {harness.Sql.IdentityColumn}, slug text NOT NULL UNIQUE, name text, size integer)
            """,
            $"""
            CREATE TABLE users (
                id {harness.Sql.IdentityColumn}, email text NOT NULL UNIQUE,
                age integer CONSTRAINT age_positive CHECK (age >= 0),
                organization_id integer REFERENCES organizations (id), boss_id integer REFERENCES users (id))
            """,
            """
            CREATE TABLE memberships (
                user_id integer NOT NULL REFERENCES users (id), organization_id integer NOT NULL
                REFERENCES organizations (id), role text, PRIMARY KEY (user_id, organization_id))
            """);
        return harness;
    }

    /// <summary>A data seed of this name with this text.</summary>
    public static SeedFile Seed(string file, string text) => new()
    {
        Name = "base/" + Path.GetFileNameWithoutExtension(file),
        Folder = "base",
        Path = "/project/seeds/base/" + file,
        DisplayPath = "seeds/base/" + file,
        Kind = Enum.Parse<SeedKind>(Path.GetExtension(file)[1..], ignoreCase: true),
        Policy = SeedPolicy.Upsert,
        Version = "1.0.0",
        Text = text,
        Checksum = "",
    };

    public static Task<ChangeCounts> WriteAsync(ProviderHarness harness, string file, string text) =>
        WriteAsync(harness, Seed(file, text), None);

    public static async Task<ChangeCounts> WriteAsync(
        ProviderHarness harness, SeedFile seed, IReadOnlyDictionary<string, string> variables)
    {
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await BeginAsync(session);
        ChangeCounts before = await session.ReadChangesAsync(ProviderHarness.Token);
        DataSeedWriter writer = new(session, await session.ReadSchemaAsync(ProviderHarness.Token), variables);
        await writer.WriteAsync(seed, ProviderHarness.Token);
        ChangeCounts after = await session.ReadChangesAsync(ProviderHarness.Token);
        await transaction.CommitAsync(ProviderHarness.Token);
        return after.Since(before);
    }

    public static Task<FurrowException> RefusalAsync(ProviderHarness harness, string file, string text) =>
        Assert.ThrowsAsync<FurrowException>(() => WriteAsync(harness, file, text));

    public static Task<ISessionTransaction> BeginAsync(ISession session) =>
        session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);

    public static Task<string?> BossOf(ProviderHarness harness, string email) => harness.ScalarAsync(
        $"SELECT b.email FROM users u JOIN users b ON b.id = u.boss_id WHERE u.email = '{email}'");
}

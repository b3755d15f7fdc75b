using System.Globalization;
using Bogus;

namespace BogusUsers;

/// <summary>The rules by which Bogus makes users, of the same shape as those of the scenario.</summary>
internal static class Users
{
    private const int RandomSeed = 1;
    private const int NoteLength = 80;

    private static readonly DateTime AsOf = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Statuses = ["active", "invited", "blocked"];
    private static readonly float[] Weights = [0.8f, 0.15f, 0.05f];
    private static readonly string[] Themes = ["dark", "light"];

    /// <summary>So many users, one after another.</summary>
    public static IEnumerable<User> Generate(int count) => new Faker<User>()
        .UseSeed(RandomSeed)
        .RuleFor(user => user.Id, faker => faker.IndexFaker + 1)
        .RuleFor(user => user.Token, faker => faker.Random.Guid())
        .RuleFor(user => user.FirstName, faker => faker.Name.FirstName())
        .RuleFor(user => user.LastName, faker => faker.Name.LastName())
        .RuleFor(user => user.Email, (faker, user) => faker.Internet.Email(
            user.FirstName, user.LastName, "example.com", Text(faker.IndexFaker)))
        .RuleFor(user => user.CreatedAt, faker => faker.Date.Between(AsOf.AddYears(-1), AsOf))
        .RuleFor(user => user.Status, faker => faker.Random.WeightedRandom(Statuses, Weights))
        .RuleFor(user => user.Credit, faker => faker.Finance.Amount(0, 9999.99m))
        .RuleFor(user => user.Note, faker => faker.Random.AlphaNumeric(NoteLength))
        .RuleFor(user => user.Settings, faker =>
            $$"""{"theme": "{{faker.PickRandom(Themes)}}", "size": {{Text(faker.Random.Int(1, 9))}}}""")
        .GenerateLazy(count);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

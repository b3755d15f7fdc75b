using Freight.Seeds;

/// <summary>People with every role in every organization, from data/users.csv. None of them can log in.</summary>
public sealed class TestUsers : Seed
{
    public override SeedInfo Info => new("1.0.0", "Nine users of four organizations")
    {
        Depends = ["base/02_permissions", "development/00_test_organizations"],
        Tables = ["users", "user_roles"],
        Policy = SeedPolicy.OnChange,
    };

    public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(context.SeedDirectory, "data", "users.csv"), cancellationToken);
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Split(',') is not [var username, var name, var code, var role, var status])
            {
                throw new InvalidDataException($"data/users.csv({i + 1}): expected 5 columns.");
            }

            var organization = await context.OrganizationAsync(code, cancellationToken);
            await context.CreateUserAsync(
                new NewUser(username, name) { Status = Enum.Parse<UserStatus>(status) },
                organization,
                cancellationToken);
            await context.AssignRoleAsync(username, role, cancellationToken);
            context.Progress(i, lines.Length - 1, "users");
        }
    }
}

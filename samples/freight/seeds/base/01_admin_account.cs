using Freight.Seeds;

/// <summary>
/// The default organization and the user admin. Without FREIGHT_ADMIN_PASSWORD_HASH nobody can log in: no password
/// stands here, and a hash that is set in the database already stays as it is.
/// </summary>
public sealed class AdminAccount : Seed
{
    private const string HashVariable = "FREIGHT_ADMIN_PASSWORD_HASH";

    public override SeedInfo Info => new("1.0.0", "The default organization and its administrator")
    {
        Depends = ["base/00_us_states"],
        Requires = ["20260105093000"],
        Tables = ["organizations", "organization_settings", "users", "user_credentials"],
        IsVolatile = true,
    };

    public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
    {
        var organization = await context.CreateOrganizationAsync(
            new NewOrganization(Organizations.DefaultCode, "Trailhead Freight Lines")
            {
                AddressLine = "1200 Terminal Road",
                City = "Columbus",
                State = "OH",
                PostalCode = "43215",
                IsDefault = true,
            },
            cancellationToken);
        var admin = await context.CreateUserAsync(
            new NewUser(Users.Admin, "Avery Administrator"), organization, cancellationToken);

        if (context.Variable(HashVariable) is { Length: > 0 } hash)
        {
            await context.UpsertAsync(
                "user_credentials", key: ["user_id"], new { UserId = admin, PasswordHash = hash }, cancellationToken);
        }
        else
        {
            context.Log($"{HashVariable} is not set: {Users.Admin} cannot log in.");
        }
    }

    // What a volatile seed wrote is not kept, so it brings its own way back.
    public override async Task RollbackAsync(SeedContext context, CancellationToken cancellationToken)
    {
        await context.DeleteAsync("users", new { Username = Users.Admin }, cancellationToken);
        await context.DeleteAsync("organizations", new { ScacCode = Organizations.DefaultCode }, cancellationToken);
    }
}

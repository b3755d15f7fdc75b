namespace Freight.Seeds;

public static class Roles
{
    public const string Administrator = "Administrator";
    public const string Dispatcher = "Dispatcher";
    public const string BillingClerk = "Billing Clerk";
    public const string Viewer = "Viewer";

    /// <summary>Gives a role to a user who may have it already.</summary>
    public static async Task AssignRoleAsync(
        this SeedContext context, string username, string role, CancellationToken cancellationToken)
    {
        var user = await context.UserAsync(username, cancellationToken);
        var found = await context.LookUpAsync("roles", new { Name = role }, cancellationToken);
        await context.UpsertAsync(
            "user_roles", key: ["user_id", "role_id"], new { UserId = user, RoleId = found }, cancellationToken);
    }
}

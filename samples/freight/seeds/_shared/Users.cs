namespace Freight.Seeds;

/// <summary>A user to create; what is left out takes a default.</summary>
public sealed record NewUser(string Username, string Name)
{
    public string Email { get; init; } = $"{Username}@example.com";

    public UserStatus Status { get; init; } = UserStatus.Active;

    /// <summary>Null for the organization's own.</summary>
    public string? TimeZone { get; init; }
}

public enum UserStatus
{
    Active,
    OnLeave,
    Inactive,
}

public static class Users
{
    public const string Admin = "admin";

    public static Task<FoundRow> UserAsync(
        this SeedContext context, string username, CancellationToken cancellationToken) =>
        context.LookUpAsync("users", new { username }, cancellationToken);

    /// <summary>Creates a user without a login, or brings one up to date.</summary>
    public static async Task<FoundRow> CreateUserAsync(
        this SeedContext context, NewUser user, FoundRow organization, CancellationToken cancellationToken)
    {
        await context.UpsertAsync(
            "users",
            key: ["username"],
            new
            {
                user.Username,
                user.Name,
                user.Email,
                user.Status,
                TimeZone = user.TimeZone ?? organization["time_zone"],
                OrganizationId = organization,
            },
            cancellationToken);
        return await context.UserAsync(user.Username, cancellationToken);
    }
}

using Freight.Seeds;

/// <summary>Roles and what they may do, from data/permissions.csv; the administrator may do everything.</summary>
public sealed class Permissions : Seed
{
    private static readonly (string Name, string Description)[] AllRoles =
    [
        (Roles.Administrator, "May do everything"),
        (Roles.Dispatcher, "Plans shipments and assigns them"),
        (Roles.BillingClerk, "Bills what was delivered"),
        (Roles.Viewer, "Looks, and changes nothing"),
    ];

    public override SeedInfo Info => new("1.1.0", "Permissions, roles, and the administrator's role")
    {
        Depends = ["base/01_admin_account"],
        Tables = ["permissions", "roles", "role_permissions", "user_roles"],
    };

    public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
    {
        await context.UpsertAsync(
            "roles", key: ["name"], AllRoles.Select(role => new { role.Name, role.Description }), cancellationToken);
        var grants = ReadGrants(context);
        await context.UpsertAsync(
            "permissions",
            key: ["resource", "action"],
            grants.Select(grant => new { grant.Resource, grant.Action }),
            cancellationToken);

        int done = 0;
        foreach (var grant in grants)
        {
            await AllowAsync(context, grant, cancellationToken);
            context.Progress(++done, grants.Count, "permissions");
        }

        await context.AssignRoleAsync(Users.Admin, Roles.Administrator, cancellationToken);
        context.Log($"{grants.Count} permissions, {AllRoles.Length} roles.");
    }

    // 1.0.0 called shipments loads. Renamed in place, permissions keep their ids and the roles that they were given to.
    public override async Task UpgradeAsync(
        SeedContext context, string fromVersion, CancellationToken cancellationToken)
    {
        await context.ExecuteAsync(
            "UPDATE permissions SET resource = 'shipment' WHERE resource = 'load'", null, cancellationToken);
        await RunAsync(context, cancellationToken);
    }

    private static async Task AllowAsync(SeedContext context, Grant grant, CancellationToken cancellationToken)
    {
        var permission = await context.LookUpAsync(
            "permissions", new { grant.Resource, grant.Action }, cancellationToken);
        List<object> rows = [];
        foreach (string name in grant.Roles)
        {
            var role = await context.LookUpAsync("roles", new { Name = name }, cancellationToken);
            rows.Add(new { RoleId = role, PermissionId = permission });
        }

        await context.UpsertAsync(
            "role_permissions", key: ["role_id", "permission_id"], rows, cancellationToken);
    }

    private static List<Grant> ReadGrants(SeedContext context)
    {
        using var file = context.OpenText("data/permissions.csv");
        file.ReadLine();
        List<Grant> grants = [];
        while (file.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            string[] roles = cells[2].Split(';', StringSplitOptions.RemoveEmptyEntries);
            grants.Add(new Grant(cells[0], cells[1], [Roles.Administrator, .. roles]));
        }

        return grants;
    }

    private sealed record Grant(string Resource, string Action, string[] Roles);
}

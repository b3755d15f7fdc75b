namespace Furrow.Cli.Tests.Running;

/// <summary>A sample of the repository and the rows it holds in each environment; tables not named are empty.</summary>
internal sealed record SampleCase(string Name, int MigrationCount, int SeedCount)
{
    public static IReadOnlyDictionary<string, SampleCase> All { get; } = new SampleCase[]
    {
        new("chat", MigrationCount: 3, SeedCount: 11)
        {
            Production = "channels 3, users 1",
            Development = "channel_members 31, channels 7, messages 20, reactions 9, "
                + "user_settings 6, user_status 5, users 9",
            Test = "channel_members 31, channels 7, messages 21, reactions 9, "
                + "user_settings 6, user_status 5, users 11",
        },
        new("cues", MigrationCount: 4, SeedCount: 7)
        {
            Production = "departmentsTable 6",
            Development = "crewAssignmentsTable 4, crewRelationshipsTable 4, departmentsTable 6, "
                + "scriptElementsTable 14, script_shares 2, scriptsTable 2, showsTable 2, userTable 6, venuesTable 2",
            Test = "crewAssignmentsTable 4, crewRelationshipsTable 4, departmentsTable 6, "
                + "scriptElementsTable 15, script_shares 2, scriptsTable 2, showsTable 3, userTable 6, venuesTable 2",
        },
        new("freight", MigrationCount: 4, SeedCount: 7)
        {
            Production = "organization_settings 1, organizations 1, permissions 19, role_permissions 40, roles 4, "
                + "us_states 51, user_roles 1, users 1",
            Development = "customers 3, organization_settings 4, organizations 4, permissions 19, role_permissions 40, "
                + "roles 4, shipments 6, us_states 51, user_roles 10, users 10",
            Test = "customers 4, organization_settings 4, organizations 4, permissions 19, role_permissions 40, "
                + "roles 4, shipments 8, us_states 51, user_roles 10, users 10",
        },
        new("pilates", MigrationCount: 8, SeedCount: 19)
        {
            Production = "audit_logs 1, packages 8, studio_settings 5, user_credentials 1, users 1",
            Development = "audit_logs 8, bookings 39, class_instances 12, class_invitations 7, class_templates 7, "
                + "friendships 10, packages 8, payment_approvals 18, payments 13, refresh_tokens 4, refunds 4, "
                + "studio_settings 5, user_credentials 1, user_packages 13, users 14, waitlist_entries 8",
            Test = "audit_logs 8, bookings 40, class_instances 14, class_invitations 7, class_templates 7, "
                + "friendships 10, packages 8, payment_approvals 18, payments 13, refresh_tokens 4, refunds 4, "
                + "studio_settings 5, user_credentials 1, user_packages 13, users 18, waitlist_entries 8",
        },
    }.ToDictionary(sample => sample.Name, StringComparer.Ordinal);

    public required string Production { get; init; }

    public required string Development { get; init; }

    public required string Test { get; init; }
}

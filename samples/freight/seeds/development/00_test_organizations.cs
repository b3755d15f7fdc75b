using Freight.Seeds;

/// <summary>Carriers of three sizes in three time zones.</summary>
public sealed class TestOrganizations : Seed
{
    private static readonly NewOrganization[] Carriers =
    [
        new("BLUR", "Blue Ridge Hauling")
        {
            DotNumber = "9000101",
            AddressLine = "48 Depot Street",
            City = "Roanoke",
            State = "VA",
            PostalCode = "24011",
            CreditLimit = 150_000m,
        },
        new("PRWD", "Prairie Wind Transport")
        {
            DotNumber = "9000102",
            AddressLine = "7 Elevator Lane",
            City = "Wichita",
            State = "KS",
            PostalCode = "67202",
            TimeZone = "America/Chicago",
            BillingCycle = BillingCycle.Monthly,
        },
        new("SIRC", "Sierra Cold Chain")
        {
            AddressLine = "310 Harbor Way, Dock 5",
            City = "Oakland",
            State = "CA",
            PostalCode = "94607",
            TimeZone = "America/Los_Angeles",
            BillingCycle = BillingCycle.Daily,
            CreditLimit = 80_000.50m,
        },
    ];

    public override SeedInfo Info => new("1.0.0", "Three carriers beside the default one")
    {
        Depends = ["base/00_us_states"],
        Requires = ["20260105080000"],
        Tables = ["organizations", "organization_settings"],
        Policy = SeedPolicy.OnChange,
    };

    public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
    {
        foreach (var carrier in Carriers)
        {
            await context.CreateOrganizationAsync(carrier, cancellationToken);
        }
    }
}

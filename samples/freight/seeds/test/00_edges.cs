using Freight.Seeds;

/// <summary>Shipments at the edges of what the schema allows.</summary>
public sealed class Edges : Seed
{
    public override SeedInfo Info => new("1.0.0", "The lightest, heaviest, dearest and cheapest shipment")
    {
        Depends = ["development/05_shipments"],
        Tables = ["customers", "shipments"],
    };

    public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
    {
        var organization = await context.DefaultOrganizationAsync(cancellationToken);
        var alaska = await context.StateAsync("AK", cancellationToken);
        var hawaii = await context.StateAsync("HI", cancellationToken);
        await context.UpsertAsync(
            "customers",
            key: ["organization_id", "code"],
            new { OrganizationId = organization, Code = "X", Name = "O'Brien & \"Søns\"", StateId = alaska },
            cancellationToken);
        var customer = await context.LookUpAsync(
            "customers", new { OrganizationId = organization, Code = "X" }, cancellationToken);

        (int Pounds, decimal Charge)[] extremes = [(1, 0m), (80_000, 9_999_999_999.99m)];
        await context.UpsertAsync(
            "shipments",
            key: ["pro_number"],
            extremes.Select((extreme, i) => new
            {
                ProNumber = $"EDGE-{i + 1}",
                OrganizationId = organization,
                CustomerId = customer,
                OriginStateId = alaska,
                DestinationStateId = hawaii,
                WeightPounds = extreme.Pounds,
                FreightCharge = extreme.Charge,
                PickupAt = new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.FromHours(-10)),
            }),
            cancellationToken);
    }
}

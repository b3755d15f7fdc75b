namespace Freight.Seeds;

/// <summary>An organization to create; what is left out takes a default.</summary>
public sealed record NewOrganization(string ScacCode, string Name)
{
    public string? DotNumber { get; init; }

    public required string AddressLine { get; init; }

    public required string City { get; init; }

    public required string State { get; init; }

    public required string PostalCode { get; init; }

    public string TimeZone { get; init; } = "America/New_York";

    public bool IsDefault { get; init; }

    public BillingCycle BillingCycle { get; init; } = BillingCycle.Weekly;

    public decimal CreditLimit { get; init; } = 25_000m;
}

public enum BillingCycle
{
    Daily,
    Weekly,
    Monthly,
}

public static class Organizations
{
    public const string DefaultCode = "TRHD";

    /// <summary>The organization that is always there.</summary>
    public static Task<FoundRow> DefaultOrganizationAsync(
        this SeedContext context, CancellationToken cancellationToken) =>
        context.LookUpAsync("organizations", new { IsDefault = true }, cancellationToken);

    public static Task<FoundRow> OrganizationAsync(
        this SeedContext context, string scacCode, CancellationToken cancellationToken) =>
        context.LookUpAsync("organizations", new { scacCode }, cancellationToken);

    /// <summary>Creates an organization with the settings it needs, or brings both up to date.</summary>
    public static async Task<FoundRow> CreateOrganizationAsync(
        this SeedContext context, NewOrganization organization, CancellationToken cancellationToken)
    {
        var state = await context.StateAsync(organization.State, cancellationToken);
        await context.UpsertAsync(
            "organizations",
            key: ["scac_code"],
            new
            {
                organization.ScacCode,
                organization.Name,
                organization.DotNumber,
                organization.AddressLine,
                organization.City,
                StateId = state,
                organization.PostalCode,
                organization.TimeZone,
                organization.IsDefault,
            },
            cancellationToken);
        var created = await context.OrganizationAsync(organization.ScacCode, cancellationToken);

        // Not next_shipment_number: it counts on while people work.
        await context.UpsertAsync(
            "organization_settings",
            key: ["organization_id"],
            new
            {
                OrganizationId = created,
                organization.BillingCycle,
                ShipmentPrefix = organization.ScacCode + "-",
                organization.CreditLimit,
                Dispatch = new { auto_assign = false, max_deadhead_miles = 150 },
            },
            cancellationToken);
        return created;
    }
}

namespace Furrow.Generation.Generators;

/// <summary>What kind of network address is written.</summary>
public enum NetworkKind
{
    /// <summary>An IP address of the network.</summary>
    Address,

    /// <summary>A network inside the network, as <c>10.2.3.0/24</c>.</summary>
    Cidr,

    /// <summary>A MAC address, locally administered, of one station.</summary>
    Mac,
}

/// <summary>What a <see cref="NetworkGenerator"/> draws from.</summary>
internal sealed record NetworkOptions
{
    /// <summary>What is written.</summary>
    public required NetworkKind Kind { get; init; }

    /// <summary>
    /// The network that addresses are of; by default one of those that belong to nobody. For IPv6
    /// <c>2001:db8::/32</c> is the one of documentation.
    /// </summary>
    public string Network { get; init; } = "10.0.0.0/8";

    /// <summary>How long the prefixes of networks are; only for <see cref="NetworkKind.Cidr"/>.</summary>
    public int PrefixLength { get; init; } = 24;
}

namespace Furrow.Bench.Measuring;

/// <summary>What one run took.</summary>
/// <param name="WallMs">From start to end.</param>
/// <param name="CpuMs">Processor time of the client, user and system; null where the system does not tell.</param>
internal readonly record struct Sample(double WallMs, double? CpuMs);

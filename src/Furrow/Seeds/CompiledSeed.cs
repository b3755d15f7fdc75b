namespace Furrow.Seeds;

/// <summary>
/// A seed that is compiled into an application: what the source generator lists and
/// <see cref="FurrowOptions.AddSeeds"/> takes. It takes its place among the seeds in files.
/// </summary>
/// <param name="Name">Identity: <c>folder/name</c>.</param>
/// <param name="Checksum">The checksum of the class's source.</param>
/// <param name="Info">What it says about itself.</param>
/// <param name="Create">Makes one.</param>
public sealed record CompiledSeed(string Name, string Checksum, SeedInfo Info, Func<Seed> Create);

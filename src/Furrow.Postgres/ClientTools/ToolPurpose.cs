namespace Furrow.Postgres.ClientTools;

/// <summary>What a client program is run for, as far as errors have to tell.</summary>
/// <param name="Code">The code of its errors.</param>
/// <param name="Otherwise">How to do without, as the end of a hint; null where there is no way.</param>
internal sealed record ToolPurpose(string Code, string? Otherwise = null);

using System.Collections.Immutable;
using Furrow.Generation;

namespace Furrow.Scenarios.Values;

/// <summary>A kind of value: what stands under its key, and what may stand beside it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Options">Keys that may stand beside it, but for those that every kind takes.</param>
/// <param name="Help">What it is, in one line.</param>
/// <param name="Example">How it is written, as YAML in one line.</param>
/// <param name="Bind">What computes it; null after a problem was reported.</param>
internal sealed record ValueKind(
    string Key, ImmutableArray<string> Options, string Help, string Example, Func<ValueMap, CellGenerator?> Bind);

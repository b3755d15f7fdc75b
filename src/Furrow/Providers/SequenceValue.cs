using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>Where a sequence stands: its last value, and whether that value was handed out already.</summary>
public sealed record SequenceValue(ObjectName Sequence, long LastValue, bool IsCalled);

namespace Furrow.Events;

/// <summary>How much of some work is done.</summary>
/// <param name="Done">How much.</param>
/// <param name="Total">How much there is.</param>
public readonly record struct WorkShare(long Done, long Total);

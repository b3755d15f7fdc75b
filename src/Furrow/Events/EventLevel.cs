namespace Furrow.Events;

/// <summary>Who wants to hear of an event.</summary>
public enum EventLevel
{
    /// <summary>Only live displays: too many, and worthless a moment later. Never logged.</summary>
    Progress,

    /// <summary>Whoever asked for <c>--verbose</c>.</summary>
    Trace,

    /// <summary>Every log; a person only with <c>--verbose</c>.</summary>
    Detail,

    /// <summary>Everybody who follows the work.</summary>
    Information,

    /// <summary>Everybody.</summary>
    Warning,

    /// <summary>Everybody; something was not done.</summary>
    Error,
}

namespace Furrow.Safety;

/// <summary>What safety says, from mildest to strictest; the order may be relied on.</summary>
public enum VerdictKind
{
    /// <summary>Goes ahead.</summary>
    Allow,

    /// <summary>Goes ahead after <see cref="Verdict.Warning"/> has been said.</summary>
    Warn,

    /// <summary>Needs a yes: at a prompt or by <c>--yes</c>.</summary>
    Ask,

    /// <summary>Needs the database's name: at a prompt or by <c>--confirm</c>.</summary>
    Typed,

    /// <summary>Does not happen.</summary>
    Refuse,
}

namespace Furrow.Safety;

/// <summary>What let a command go ahead.</summary>
public enum ConfirmedBy
{
    /// <summary>Nothing had to be confirmed.</summary>
    NotNeeded,

    /// <summary><c>--yes</c>.</summary>
    Yes,

    /// <summary>The command's <c>--force</c>.</summary>
    Force,

    /// <summary><c>--confirm</c> with the database's name.</summary>
    ConfirmOption,

    /// <summary>A person at the prompt.</summary>
    Prompt,
}

namespace Furrow.Safety;

/// <summary>Who chose the environment; the more deliberate the choice, the more it may settle.</summary>
public enum EnvironmentNaming
{
    /// <summary>Nobody: it is the built-in default.</summary>
    Default,

    /// <summary>A variable, <c>.env</c> or furrow.yaml.</summary>
    Configured,

    /// <summary>The <c>--env</c> option of this very command.</summary>
    Option,
}

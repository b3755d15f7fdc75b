namespace Furrow.Scenarios;

/// <summary>
/// A scenario in C#: the one class of a file <c>scenarios/NAME.cs</c>, or one compiled into an application. It says
/// what a scenario's file would say; nothing is generated while it does.
/// </summary>
public abstract class ScenarioClass
{
    /// <summary>
    /// What the scenario says about itself. In a file it is read without running it: every value has to be a literal.
    /// </summary>
    public virtual ScenarioInfo Info => new();

    /// <summary>Says what the tables hold; runs only to generate.</summary>
    public abstract void Build(ScenarioBuilder scenario);
}

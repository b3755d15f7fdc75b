using Furrow.Scenarios;

namespace Furrow.Scripting.Tests;

/// <summary>Named by its attribute; listed by the source generator.</summary>
[Scenario("harbour")]
internal sealed class HarbourScenario : ScenarioClass
{
    public override ScenarioInfo Info { get; } = new("Ships that come and go")
    {
        Parameters = [new("ships", 1) { Min = 0 }],
        Presets = [new("busy") { ["ships"] = 4 }],
    };

    public override void Build(ScenarioBuilder scenario) =>
        scenario.Table("log").Rows("${ships}").Column("what", "ship ${row}");
}

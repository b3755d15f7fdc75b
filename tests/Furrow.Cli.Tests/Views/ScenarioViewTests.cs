using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Migrations;
using Furrow.Scenarios;
using Furrow.Workflows;

namespace Furrow.Cli.Tests.Views;

public sealed class ScenarioViewTests
{
    private static readonly TableNames Names = TableNames.Of("sqlite");

    [Fact]
    public void Setup_generated() =>
        PageApproval.Verify(AppliedView.Setup(SetupGenerationSamples.Setup, Names, Samples.Place));

    [Fact]
    public void Setup_generated_only() => PageApproval.Verify(AppliedView.Setup(
        SetupGenerationSamples.Setup with
        {
            DatabaseCreated = false,
            Migrations = new MigrateResult([]),
            Seeds = new([]),
        },
        Names,
        Samples.Place));

    [Fact]
    public void Setup_generated_before() => PageApproval.Verify(AppliedView.Setup(
        Samples.SetupAgain with { Generation = SetupGenerationSamples.Setup.Generation }, Names, Samples.Place));

    [Fact]
    public void Plan_generates() =>
        PageApproval.Verify(PlanView.Render(SetupGenerationSamples.Plan, Names, Samples.Place));

    [Fact]
    public void Plan_generates_only() => PageApproval.Verify(PlanView.Render(
        Samples.PlanNothing with
        {
            Generation = SetupGenerationSamples.Pending with
            {
                Forecast = RowForecast.Without("it depends on rows that seeds bring before"),
            },
        },
        Names,
        Samples.Place));

    [Fact]
    public void Plan_leaves_other_rows_alone() => PageApproval.Verify(PlanView.Render(
        Samples.PlanNothing with { Generation = SetupGenerationSamples.Different }, Names, Samples.Place));

    [Fact]
    public void List_scenarios() => PageApproval.Verify(ListView.Render(
        SetupGenerationSamples.List with { Migrations = [], Seeds = [] }, Samples.Place));
}

using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>A seed in C# whose acts a test gives.</summary>
public sealed class ActedSeed(
    Func<SeedContext, CancellationToken, Task> run,
    Func<SeedContext, string, CancellationToken, Task>? upgrade = null) : Seed
{
    public override Task RunAsync(SeedContext context, CancellationToken cancellationToken) =>
        run(context, cancellationToken);

    public override Task UpgradeAsync(
        SeedContext context, string fromVersion, CancellationToken cancellationToken) => upgrade is null
        ? base.UpgradeAsync(context, fromVersion, cancellationToken)
        : upgrade(context, fromVersion, cancellationToken);
}

/// <summary>Runs seeds that are compiled into the tests.</summary>
public static class CodeSeeds
{
    /// <summary>A seed as the source generator would list it.</summary>
    public static CompiledSeed Of(
        string name, Func<SeedContext, CancellationToken, Task> run, SeedInfo? info = null, string checksum = "1") =>
        new(name, checksum, info ?? new SeedInfo(), () => new ActedSeed(run));

    /// <summary>Applies what is pending of the project's seeds and these.</summary>
    public static Task<SeedResult> SeedAsync(this WorkflowHarness harness, params CompiledSeed[] seeds) =>
        harness.RunAsync(
            project => project.SeedAsync(new SeedOptions(), WorkflowHarness.Token), options => options.AddSeeds(seeds));

    /// <summary>Applies one seed, <c>base/00_code</c>.</summary>
    public static Task<SeedResult> RunCodeAsync(
        this WorkflowHarness harness, Func<SeedContext, CancellationToken, Task> run) =>
        harness.SeedAsync(Of("base/00_code", run));

    /// <summary>Applies one seed, which must fail.</summary>
    public static Task<Errors.FurrowException> CodeFailsAsync(
        this WorkflowHarness harness, Func<SeedContext, CancellationToken, Task> run) =>
        WorkflowHarness.FailsAsync(Errors.ErrorCode.SeedFailed, () => harness.RunCodeAsync(run));
}

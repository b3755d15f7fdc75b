using Furrow.Errors;
using Furrow.Providers;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Sqlite.Tests.Workflows;

/// <summary>A living process's lock on a file, which nobody can take away.</summary>
public sealed class SqliteUnlockTests
{
    [Fact]
    public async Task A_live_holder_keeps_the_lock_whatever_is_forced_and_the_attempt_is_recorded()
    {
        await using SqliteWorkflowHarness harness = new();
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);");
        await harness.SetupAsync();
        await using IDatabase database = harness.OpenDatabase();
        await using (await database.TryLockAsync(new LockOwner("bob@desk pid 7 (seed)", "seed"), WorkflowHarness.Token))
        {
            FurrowException error = await WorkflowHarness.FailsAsync(
                ErrorCode.Locked,
                () => harness.RunAsync(project =>
                    project.UnlockAsync(new UnlockOptions { Force = true, Yes = true }, WorkflowHarness.Token)));
            Assert.Contains("bob@desk", error.Message, StringComparison.Ordinal);
            Assert.Contains("End that process", error.Hint, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["setup succeeded -", "unlock failed locked"],
            await harness.HistoryAsync("operation_history", "command, result, error_code"));
    }

    [Fact]
    public async Task A_refusal_does_not_wait_for_a_transaction_at_work_to_be_recorded()
    {
        await using SqliteWorkflowHarness harness = new();
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);");
        await harness.SetupAsync();
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
        await using ISessionTransaction work = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), WorkflowHarness.Token);
        await using FurrowProject project = await harness.OpenAsync(
            options => options.ConnectWait = TimeSpan.FromDays(1));
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => project.ClearAsync(new ClearOptions(), WorkflowHarness.Token));
        Assert.Contains(
            harness.Events.Warnings,
            text => text.StartsWith("The refusal could not be recorded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Copy_in_a_migration_is_refused_by_file_and_line()
    {
        await using SqliteWorkflowHarness harness = new();
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);\nCOPY a FROM stdin;\n1\n\\.\n");
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => harness.SetupAsync());
        Assert.Equal(("migrations/1_a.up.sql", 2), (error.File, error.Line));
        Assert.False(await harness.HasTableAsync("a"));
    }
}

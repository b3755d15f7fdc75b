using Furrow.Errors;
using Furrow.Safety;
using Furrow.Sensitive;

namespace Furrow.Tests.Sensitive;

/// <summary>C8: what looks sensitive leaves only if somebody says so.</summary>
public sealed class SensitiveGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task C8_without_an_answer_nothing_leaves_and_the_error_says_what_to_write()
    {
        FurrowException e = await Assert.ThrowsAsync<FurrowException>(
            () => SensitiveGate.SettleAsync(SensitivePlannerTests.Plan(""), new SensitiveAnswer(), Cancel));
        Assert.Equal(ErrorCode.Refused, e.Code);
        Assert.Contains("columns look sensitive, and furrow.yaml does not say", e.Message, StringComparison.Ordinal);
        Assert.Contains("public.users.email: e-mail addresses (its name)", e.Detail, StringComparison.Ordinal);
        Assert.Contains("\nsensitive:\n", e.Hint, StringComparison.Ordinal);
        Assert.Contains("  users.email: { generate: email }", e.Hint, StringComparison.Ordinal);
        Assert.Contains("--include-sensitive", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_option_keeps_what_is_undecided()
    {
        SensitivePlan settled = await SensitiveGate.SettleAsync(
            SensitivePlannerTests.Plan("users.email: { generate: email }"),
            new SensitiveAnswer { IncludeSensitive = true },
            Cancel);
        Assert.Empty(settled.Undecided);
        Assert.Contains(settled.Columns, column => column is { Column: "email", Generator: "email" });
    }

    [Fact]
    public async Task A_person_is_asked_once_with_the_whole_list()
    {
        Prompt yes = new(answer: true), no = new(answer: false);
        SensitivePlan plan = SensitivePlannerTests.Plan("");
        Assert.Empty((await SensitiveGate.SettleAsync(plan, new SensitiveAnswer { Prompt = yes }, Cancel)).Undecided);
        string question = Assert.Single(yes.Questions);
        Assert.All(
            plan.Undecided, column => Assert.Contains(column.Column, question, StringComparison.Ordinal));
        FurrowException e = await Assert.ThrowsAsync<FurrowException>(
            () => SensitiveGate.SettleAsync(plan, new SensitiveAnswer { Prompt = no }, Cancel));
        Assert.Equal(ErrorCode.Refused, e.Code);
    }

    [Fact]
    public async Task Where_nothing_is_undecided_nobody_is_asked()
    {
        Prompt prompt = new(answer: false);
        await SensitiveGate.SettleAsync(SensitivePlan.Empty, new SensitiveAnswer { Prompt = prompt }, Cancel);
        Assert.Empty(prompt.Questions);
    }

    // An answer of the person at the terminal; what asks them is the command line's and tested there.
    private sealed class Prompt(bool answer) : IConfirmationPrompt
    {
        public List<string> Questions { get; } = [];

        public Task<bool> AskAsync(string question, CancellationToken cancellationToken)
        {
            Questions.Add(question);
            return Task.FromResult(answer);
        }

        public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken) =>
            Task.FromResult<string?>(expected);
    }
}

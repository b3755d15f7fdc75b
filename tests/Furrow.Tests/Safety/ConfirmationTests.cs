using Furrow.Errors;
using Furrow.Safety;

namespace Furrow.Tests.Safety;

public sealed class ConfirmationTests
{
    // Answers to a verdict on the database shop. A prompt that is not listed must not be asked.
    [Theory]
    [InlineData(VerdictKind.Allow, "", ConfirmedBy.NotNeeded)]
    [InlineData(VerdictKind.Warn, "", ConfirmedBy.NotNeeded)]
    [InlineData(VerdictKind.Allow, "--yes --confirm=shop", ConfirmedBy.NotNeeded)]
    [InlineData(VerdictKind.Ask, "--yes", ConfirmedBy.Yes)]
    [InlineData(VerdictKind.Ask, "--force", ConfirmedBy.Force)]
    [InlineData(VerdictKind.Ask, "--confirm=shop", ConfirmedBy.ConfirmOption)]
    [InlineData(VerdictKind.Ask, "prompt=yes", ConfirmedBy.Prompt)]
    [InlineData(VerdictKind.Ask, "--yes prompt=no", ConfirmedBy.Yes)]
    [InlineData(VerdictKind.Typed, "--confirm=shop", ConfirmedBy.ConfirmOption)]
    [InlineData(VerdictKind.Typed, "prompt=shop", ConfirmedBy.Prompt)]
    [InlineData(VerdictKind.Typed, "--yes prompt=shop", ConfirmedBy.Prompt)]
    public async Task An_answer_that_is_strong_enough_lets_it_go_ahead(
        VerdictKind kind, string answers, ConfirmedBy expected)
    {
        var confirmedBy = await Confirmation.SettleAsync(
            Verdict(kind), Options(answers), TestContext.Current.CancellationToken);
        Assert.Equal(expected, confirmedBy);
    }

    [Theory]
    [InlineData(VerdictKind.Refuse, "--yes --force --confirm=shop prompt=shop", "because")]
    [InlineData(VerdictKind.Ask, "", "because")]
    [InlineData(VerdictKind.Ask, "prompt=no", "declined")]
    [InlineData(VerdictKind.Typed, "", "because")]
    [InlineData(VerdictKind.Typed, "--yes", "not enough")]
    [InlineData(VerdictKind.Typed, "--force", "not enough")]
    [InlineData(VerdictKind.Typed, "prompt=", "declined")]
    [InlineData(VerdictKind.Typed, "prompt=yes", "yes was typed, but the database is shop")]
    [InlineData(VerdictKind.Typed, "prompt=SHOP", "SHOP was typed, but the database is shop")]
    [InlineData(VerdictKind.Typed, "--yes --confirm=other", "names other, but the database is shop")]
    [InlineData(VerdictKind.Ask, "--yes --confirm=Shop", "names Shop, but the database is shop")]
    [InlineData(VerdictKind.Allow, "--confirm=other", "names other, but the database is shop")]
    public async Task Anything_else_is_refused_with_the_reason(VerdictKind kind, string answers, string message)
    {
        var error = await Assert.ThrowsAsync<FurrowException>(() => Confirmation.SettleAsync(
            Verdict(kind), Options(answers), TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.Refused, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Operation.Migrate, true)]
    [InlineData(Operation.Reset, true)]
    [InlineData(Operation.SeedClean, true)]
    [InlineData(Operation.SeedForce, false)]
    [InlineData(Operation.UnlockForce, false)]
    [InlineData(Operation.Setup, false)]
    public async Task Force_answers_only_where_it_means_that(Operation operation, bool isAnswer)
    {
        var verdict = Verdict(VerdictKind.Ask) with { Operation = operation };
        var settling = Confirmation.SettleAsync(verdict, Options("--force"), TestContext.Current.CancellationToken);
        if (isAnswer) Assert.Equal(ConfirmedBy.Force, await settling);
        else await Assert.ThrowsAsync<FurrowException>(() => settling);
    }

    [Fact]
    public async Task Without_a_terminal_the_refusal_names_the_flag()
    {
        var asked = SafetyTable.Judge(Request.On("production", EnvironmentKind.Production));
        var error = await Assert.ThrowsAsync<FurrowException>(() => Confirmation.SettleAsync(
            asked, new ConfirmationOptions(), TestContext.Current.CancellationToken));
        Assert.Contains("--yes", error.Hint, StringComparison.Ordinal);

        var typed = SafetyTable.Judge(
            Request.On("staging", EnvironmentKind.Staging) with { Operation = Operation.Clear });
        error = await Assert.ThrowsAsync<FurrowException>(() => Confirmation.SettleAsync(
            typed, new ConfirmationOptions { Yes = true }, TestContext.Current.CancellationToken));
        Assert.Contains("--confirm shop", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerdictKind.Ask, VerdictKind.Ask, null)]
    [InlineData(VerdictKind.Typed, VerdictKind.Allow, null)]
    [InlineData(VerdictKind.Allow, VerdictKind.Ask, "changed before")]
    [InlineData(VerdictKind.Ask, VerdictKind.Typed, "changed before")]
    [InlineData(VerdictKind.Typed, VerdictKind.Refuse, "because")]
    public void What_was_confirmed_must_cover_what_is_found_under_the_lock(
        VerdictKind settled, VerdictKind underLock, string? message)
    {
        var error = Record.Exception(() => Confirmation.Recheck(Verdict(settled), Verdict(underLock)));
        if (message is null) Assert.Null(error);
        else Assert.Contains(message, Assert.IsType<FurrowException>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_verdicts_the_stricter_wins_and_no_warning_is_lost()
    {
        var warned = Verdict(VerdictKind.Warn) with { Warning = "careful", WritesStamp = true };
        var combined = warned.Stricter(Verdict(VerdictKind.Ask));
        Assert.Equal((VerdictKind.Ask, "careful", true), (combined.Kind, combined.Warning, combined.WritesStamp));
        Assert.Equal(combined, Verdict(VerdictKind.Ask).Stricter(warned));
        Assert.False(warned.Stricter(Verdict(VerdictKind.Refuse)).WritesStamp);
    }

    private static Verdict Verdict(VerdictKind kind) => new()
    {
        Operation = Operation.Migrate,
        Kind = kind,
        DatabaseName = "shop",
        EnvironmentName = "test",
        Reason = "because",
        Question = "Sure?",
    };

    private static ConfirmationOptions Options(string answers)
    {
        var words = answers.Split(' ');
        return new ConfirmationOptions
        {
            Yes = words.Contains("--yes"),
            Force = words.Contains("--force"),
            ConfirmDatabase = ValueOf(words, "--confirm="),
            Prompt = ValueOf(words, "prompt=") is { } answer ? new ScriptedPrompt(answer) : null,
        };
    }

    private static string? ValueOf(string[] words, string name) =>
        words.FirstOrDefault(word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private sealed class ScriptedPrompt(string answer) : IConfirmationPrompt
    {
        public Task<bool> AskAsync(string question, CancellationToken cancellationToken)
        {
            Assert.Equal("Sure?", question);
            return Task.FromResult(answer == "yes");
        }

        public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken)
        {
            Assert.Equal(("Sure?", "shop"), (question, expected));
            return Task.FromResult(answer.Length == 0 ? null : answer);
        }
    }
}

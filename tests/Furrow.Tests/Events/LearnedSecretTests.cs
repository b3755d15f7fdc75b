using Furrow.Events;

namespace Furrow.Tests.Events;

public sealed class LearnedSecretTests
{
    [Fact]
    public void A_secret_is_masked_from_when_it_is_learned()
    {
        SecretRedactor secrets = new("password");
        Assert.Equal("*** token", secrets.Redact("password token"));
        secrets.Learn("token");
        secrets.Learn("token");
        Assert.Equal("*** ***", secrets.Redact("password token"));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("")]
    [InlineData("shop")]
    public void What_is_too_short_or_shown_anyway_is_not_learned(string secret)
    {
        SecretRedactor secrets = SecretRedactor.Beside("postgres://ann@host/shop", []);
        secrets.Learn(secret);
        Assert.Equal("ab shop", secrets.Redact("ab shop"));
    }

    [Fact]
    public void The_redactor_that_all_share_learns_nothing()
    {
        SecretRedactor.None.Learn("token");
        Assert.Equal("token", SecretRedactor.None.Redact("token"));
    }

    [Fact]
    public void Only_variables_that_are_read_are_secrets()
    {
        SecretRedactor secrets = new();
        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["READ"] = "token", ["OTHER"] = "other" };
        SecretVariables variables = new(all, secrets);
        Assert.Equal("token", variables["READ"]);
        Assert.False(variables.TryGetValue("ABSENT", out _));
        Assert.Equal(2, variables.Count);
        Assert.Equal("*** other", secrets.Redact("token other"));
    }

    [Fact]
    public void A_sink_that_did_not_ask_hears_of_no_statement()
    {
        Recorder deaf = new();
        Recorder listening = new() { HearsStatements = true };
        EventHub hub = new([deaf, listening], TimeProvider.System, SecretRedactor.None);
        Assert.True(hub.HearsStatements);
        hub.Emit(new SqlExecuted(EventOperation.Verify, "SELECT ?", 1));
        Assert.Equal((0, 1), (deaf.Count, listening.Count));
        Assert.False(new EventHub([deaf], TimeProvider.System, SecretRedactor.None).HearsStatements);
    }

    private sealed class Recorder : IEventSink
    {
        public bool HearsStatements { get; init; }

        public int Count { get; private set; }

        public void Emit(FurrowEvent furrowEvent) => Count++;
    }
}

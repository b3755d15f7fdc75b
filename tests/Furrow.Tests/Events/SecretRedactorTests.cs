using System.Reflection;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Tests.Events;

public sealed class SecretRedactorTests
{
    private const string Password = "p@ss\"w\\ö'r/d +1";

    [Theory]
    [InlineData("p@ss\"w\\ö'r/d +1")]
    [InlineData("p%40ss%22w%5C%C3%B6%27r%2Fd%20%2B1")]
    [InlineData("p%40ss%22w%5c%c3%b6%27r%2fd%20%2b1")]
    [InlineData("p%40ss%22w%5C%C3%B6%27r%2Fd+%2B1")]
    [InlineData("p@ss\\\"w\\\\ö'r/d +1")]
    [InlineData("p@ss\\u0022w\\\\\\u00F6\\u0027r/d \\u002B1")]
    [InlineData("p@ss\"w\\ö''r/d +1")]
    [InlineData("p@ss\"\"w\\ö'r/d +1")]
    public void A_password_is_masked_in_every_form(string form)
    {
        var secrets = new SecretRedactor(Password);
        Assert.Equal("Host=a;Password=***;", secrets.Redact($"Host=a;Password={form};"));
    }

    [Fact]
    public void A_password_with_characters_that_json_escapes_stays_out_of_the_log()
    {
        using var text = new StringWriter();
        var hub = new EventHub([new JsonLineSink(text)], new Clock(), new SecretRedactor(Password));
        var quoted = JsonSerializer.Serialize(new { password = Password });
        hub.Emit(new WarningRaised($"refused {Password}", quoted));

        using var document = JsonDocument.Parse(text.ToString());
        Assert.Equal("refused ***", document.RootElement.GetProperty("details").GetString());
        Assert.Equal("{\"password\":\"***\"}", document.RootElement.GetProperty("hint").GetString());
    }

    [Fact]
    public void Overlapping_and_repeated_secrets_leave_nothing_behind()
    {
        Assert.Equal("<***>", new SecretRedactor("abcd", "cdef").Redact("<abcdef>"));
        Assert.Equal("<***>", new SecretRedactor("aba").Redact("<ababa>"));
        Assert.Equal("<***>", new SecretRedactor("abc", "abcdef").Redact("<abcdef>"));
        Assert.Equal("***-***", new SecretRedactor("abc").Redact("abc-abc"));
    }

    [Fact]
    public void Short_and_missing_secrets_mask_nothing_and_clean_text_is_returned_as_it_is()
    {
        var secrets = new SecretRedactor(null, "", "ab");
        const string text = "ab is in about everything";
        Assert.Same(text, secrets.Redact(text));
        Assert.Same(text, new SecretRedactor("elsewhere").Redact(text));
    }

    [Fact]
    public void No_text_around_a_secret_lets_it_through()
    {
        var parts = ArbMap.Default.ArbFor<(NonNull<string>, NonNull<string>, NonNull<string>)>();
        Prop.ForAll(parts, sample =>
        {
            var (before, secret, after) = (sample.Item1.Get, sample.Item2.Get + "x€\"", sample.Item3.Get);
            var clean = new SecretRedactor(secret).Redact(before + secret + after);
            return !clean.Contains(secret, StringComparison.Ordinal)
                && clean.Contains(SecretRedactor.Mask, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    // Every text of every event is asked for, so that an event added later cannot forget one.
    [Fact]
    public void Every_text_of_every_event_is_redacted()
    {
        var secrets = new SecretRedactor("hunter22");
        foreach (var type in Samples.All.Select(sample => sample.GetType()).Distinct())
        {
            var constructor = type.GetConstructors().Single(candidate => candidate.GetParameters().Length > 0);
            var poisoned = (FurrowEvent)constructor.Invoke([.. constructor.GetParameters().Select(Poison)]);
            var redacted = poisoned.Redact(secrets);
            Assert.DoesNotContain("hunter22", redacted.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("hunter22", EventJson.Line(redacted), StringComparison.Ordinal);
            Assert.Equal(poisoned.Error?.Code, redacted.Error?.Code);
        }
    }

    [Fact]
    public void An_exception_is_masked_in_all_its_texts_and_loses_a_cause_that_tells()
    {
        var secrets = new SecretRedactor("hunter22");
        var cause = new IOException("outer", new InvalidOperationException("hunter22"));
        var redacted = secrets.Redact(new FurrowException(ErrorCode.DatabaseUnreachable, "a hunter22", cause)
        {
            Detail = "b hunter22", Hint = "c hunter22", File = "hunter22.sql", Line = 3, Column = 4, SqlState = "08006",
        });
        Assert.Equal(
            (ErrorCode.DatabaseUnreachable, "a ***", "b ***", "c ***", "***.sql"),
            (redacted.Code, redacted.Message, redacted.Detail, redacted.Hint, redacted.File));
        Assert.Equal((3, 4, "08006"), (redacted.Line, redacted.Column, redacted.SqlState));
        Assert.Null(redacted.InnerException);
    }

    [Fact]
    public void An_exception_without_secrets_is_kept_and_so_is_a_clean_cause()
    {
        var secrets = new SecretRedactor("hunter22");
        var clean = new FurrowException(ErrorCode.Usage, "fine") { Hint = "also fine" };
        Assert.Same(clean, secrets.Redact(clean));
        var cause = new IOException("clean");
        Assert.Same(cause, secrets.Redact(new FurrowException(ErrorCode.Usage, "hunter22", cause)).InnerException);
    }

    private static object Poison(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "x hunter22 y",
        var type when type == typeof(int) => 1,
        var type when type == typeof(bool) => true,
        var type when type == typeof(long) || type == typeof(long?) => 1L,
        var type when type == typeof(EventOperation) => EventOperation.Insert,
        var type when type == typeof(EventError) => new EventError("code", "hunter22", null, "hunter22.sql", 1),
        var type => throw new NotSupportedException($"{parameter.Name} is a {type}: teach this test about it."),
    };

    [Fact]
    public void A_password_that_is_part_of_the_shown_address_leaves_names_and_remedies_readable()
    {
        SecretRedactor redactor = SecretRedactor.Beside(
            "postgres://postgres@localhost:5432/postgres", ["postgres", "s3cret-key"]);
        Assert.Equal(
            "furrow stamp development --confirm postgres; ***",
            redactor.Redact("furrow stamp development --confirm postgres; s3cret-key"));
    }
}

using System.Diagnostics;
using Furrow.Providers;

namespace Furrow.Specification;

/// <summary>What the database complains about, in our words and without the rows' values.</summary>
public abstract class FaultSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    private const string Secret = "s3cret-value";

    [Fact]
    public async Task A_second_row_with_one_key_names_the_table()
    {
        DatabaseFault fault = await FaultOf($"INSERT INTO users (id, email) VALUES (1, '{Secret}'), (2, '{Secret}')");
        Assert.Equal("users", fault.Table);
        Assert.Contains("unique", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Null(fault.Code);
    }

    [Fact]
    public async Task A_missing_value_names_table_and_column()
    {
        DatabaseFault fault = await FaultOf($"INSERT INTO users (id, note) VALUES (1, '{Secret}')");
        Assert.Equal(("users", "email"), (fault.Table, fault.Column));
    }

    [Fact]
    public async Task A_failed_check_names_the_constraint()
    {
        DatabaseFault fault = await FaultOf($"INSERT INTO users (id, email, age) VALUES (1, '{Secret}', -5)");
        Assert.Equal("age_positive", fault.Constraint);
    }

    [Fact]
    public async Task A_missing_parent_is_told_as_a_foreign_key()
    {
        DatabaseFault fault = await FaultOf($"INSERT INTO users (id, email, boss) VALUES (1, '{Secret}', 99)");
        Assert.Contains("foreign key", fault.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_syntax_error_says_so()
    {
        DatabaseFault fault = await FaultOf("INSERT INTO INTO users");
        Assert.Contains("syntax error", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Null(fault.Code);
    }

    [Fact]
    public async Task A_syntax_error_shows_no_text_of_the_statement()
    {
        DatabaseFault fault = await FaultOf($"INSERT INTO users (id) VALUES (1) '{Secret}'");
        Assert.NotEmpty(fault.Message);
    }

    [Fact]
    public async Task An_unknown_table_is_named()
    {
        DatabaseFault fault = await FaultOf("INSERT INTO nowhere VALUES (1)");
        Assert.Contains("nowhere", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_too_long_for_a_lock_is_told_apart()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1)");
        await using ISession holder = await harness.OpenAsync();
        await using ISessionTransaction held =
            await holder.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        await holder.ExecuteAsync(ProviderHarness.Statement("UPDATE t SET a = 2"), ProviderHarness.Token);
        await using ISession waiter = await harness.OpenAsync();
        long started = Stopwatch.GetTimestamp();
        Exception waited = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using ISessionTransaction transaction = await waiter.BeginAsync(
                new TransactionRequest(TransactionPurpose.Work, TimeSpan.FromMilliseconds(200)), ProviderHarness.Token);
            await waiter.ExecuteAsync(ProviderHarness.Statement("UPDATE t SET a = 3"), ProviderHarness.Token);
        });

        Assert.True(waiter.Explain(waited).IsLockTimeout, waited.ToString());
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(10));
    }

    private async Task<DatabaseFault> FaultOf(string sql)
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            """
            CREATE TABLE users (
                id integer PRIMARY KEY, email text NOT NULL UNIQUE, note text, boss integer REFERENCES users (id),
                age integer CONSTRAINT age_positive CHECK (age > 0))
            """);
        await using ISession session = await harness.OpenAsync();
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(
            () => session.ExecuteAsync(ProviderHarness.Statement(sql), ProviderHarness.Token));
        DatabaseFault fault = session.Explain(exception);
        Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(fault.SqlState));
        Assert.False(fault.IsConnectionLost);
        return fault;
    }
}

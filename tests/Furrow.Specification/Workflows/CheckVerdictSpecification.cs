using System.Globalization;
using System.Text.RegularExpressions;
using Furrow.Errors;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>How many rows break a check is the same, whether furrow or the database says it.</summary>
public abstract partial class CheckVerdictSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Columns = """
        id bigint PRIMARY KEY, n integer, m integer, price numeric(8,2), ratio double precision, is_new boolean,
        word varchar(20), note text, born date, died date
        """;

    private const string Scenario = """
        tables:
          t:
            rows: 600
            columns:
              n: { uniform: -5..5, null_rate: 0.2 }
              m: { uniform: -5..5, null_rate: 0.1 }
              price: { normal: 1, deviation: 0.01, min: -9, max: 9, null_rate: 0.1 }
              ratio: { normal: 0, min: -9, max: 9, null_rate: 0.1 }
              is_new: { chance: 0.5, null_rate: 0.2 }
              word: { choose: [a, b, A, 'it''s', 'ü😀', ''], null_rate: 0.2 }
              note: { token: 0..4, null_rate: 0.2 }
              born: { uniform: [2019-12-25, 2020-01-05], null_rate: 0.2 }
              died: { uniform: [2019-12-25, 2020-01-05], null_rate: 0.2 }
        """;

    private static readonly string[] Conditions =
    [
        "n > 0", "0 >= n", "n <> m", "n < m", "n BETWEEN -1 AND 3", "n NOT BETWEEN -1 AND 3", "n IN (1, 2, 3)",
        "n NOT IN (1, 2)", "n IS NOT NULL", "n IS NULL OR m > 2", "NOT (n > 0 OR m > 0)", "n > 0 AND m IS NOT NULL",
        "price > 1", "price >= 1.00", "price = 1", "price < n", "ratio < 0.5", "is_new", "NOT is_new",
        "word = 'a'", "word <> 'it''s'", "word IN ('a', 'ü😀')", "length(word) = 1", "length(note) <= 2",
        "length(note) > length(word)", "born >= '2020-01-01'", "born < died", "born IN ('2020-01-01', '2020-01-02')",
        "(word = 'a' AND n > 0) OR (word <> 'a' AND n <= 0)", "born BETWEEN '2019-12-30' AND '2020-01-02'",
    ];

    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task The_numbers_are_those_of_the_database()
    {
        Dictionary<string, string> expected = new(StringComparer.Ordinal);
        await using (WorkflowHarness without = await StartAsync([]))
        {
            await without.RunAsync(project => project.GenerateAsync(new GenerateOptions(), Token));
            for (int place = 0; place < Conditions.Length; place++)
            {
                string count = await without.ScalarAsync($"SELECT count(*) FROM t WHERE NOT ({Conditions[place]})");
                expected.Add($"c{place.ToString(CultureInfo.InvariantCulture)}", count);
            }
        }

        await using WorkflowHarness with = await StartAsync(
            Conditions.Select(
                (condition, place) => FormattableString.Invariant($"CONSTRAINT c{place} CHECK ({condition})")));
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.GenerateConflict,
            () => with.RunAsync(project => project.GenerateAsync(new GenerateOptions { DryRun = true }, Token)));
        Dictionary<string, string> told = Told().Matches(error.Detail!)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);
        Assert.Equal(
            expected.Where(pair => pair.Value != "0").OrderBy(pair => pair.Key, StringComparer.Ordinal),
            told.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.True(told.Count > Conditions.Length - 3);
        Assert.DoesNotContain("checks-left", with.Events.Names);
    }

    [GeneratedRegex(@"t: (c\d+) says .*, and (\d+) of 600 rows")]
    private static partial Regex Told();

    private async Task<WorkflowHarness> StartAsync(IEnumerable<string> checks)
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        harness.Project
            .Migration("1_t", $"CREATE TABLE t ({string.Join(", ", checks.Prepend(Columns))});")
            .Write("scenarios/t.yaml", Scenario);
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        return harness;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Tests.Scenarios.Checks;

/// <summary>Values take the bounds and lists of their column's checks where the scenario gives none.</summary>
public sealed class ColumnLimitsTests
{
    [Theory]
    [InlineData("points", "{ normal: 20, deviation: 20 }", "((points >= 18) AND (points < 40))", 18, 39)]
    [InlineData("points", "{ normal: 20, deviation: 20, max: 30 }", "(points > 17)", 18, 30)]
    [InlineData("points", "{ poisson: 4 }", "(points >= 3)", 3, 20)]
    [InlineData(
        "points", "{ uniform: allowed }", "((points > 0) AND ((points <= 3) OR is_active) AND (9 > points))", 1, 8)]
    [InlineData("points", "{ uniform: [null, 5] }", "(points >= 3)", 3, 5)]
    [InlineData("balance", "{ normal: 0 }", "(balance > (0)::numeric)", 0.01, 5)]
    [InlineData("balance", "{ exponential: 1 }", "((balance >= 0.5) AND (balance < '0.52'::numeric))", 0.5, 0.51)]
    [InlineData("rating", "{ log_normal: 0 }", "((rating >= (1)::double precision) AND (rating <= 2))", 1, 2)]
    public void Numbers_stay_between_the_bounds(string column, string value, string check, double min, double max)
    {
        double[] cells =
        [
            .. Cells(column, value, check).Select(cell => double.Parse(cell!, CultureInfo.InvariantCulture)),
        ];
        Assert.All(cells, cell => Assert.InRange(cell, min, max));
        Assert.True(cells.Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("{ uniform: allowed }", "((born >= '2020-02-28'::date) AND (born < '2020-03-01'::date))")]
    [InlineData("{ choose: allowed }", "(born = ANY (ARRAY['2020-02-28'::date, '2020-02-29'::date]))")]
    public void So_do_days(string value, string check) => Assert.Equal(
        ["2020-02-28", "2020-02-29"], Cells("born", value, check).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("role", "((role = 'admin'::text) OR (role = 'student'::text))", "admin student")]
    [InlineData("role", "(is_active)", "admin instructor student")]
    [InlineData("bio", "((bio)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", "a b")]
    public void Choices_are_the_values_of_the_check(string column, string check, string expected) => Assert.Equal(
        expected.Split(' '), Cells(column, "{ choose: allowed }", check).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("(name = ANY (ARRAY['Hall'::text, 'Loft'::text]))", "Hall Loft")]
    [InlineData("((name = ANY (ARRAY['Hall'::text, 'Loft'::text])) AND (name <> ''))", "Hall Loft")]
    public void A_column_that_has_to_be_given_takes_the_list_of_its_check(string check, string expected)
    {
        GenerationPlan plan = Studio.Plan(
            "tables:\n  rooms: { rows: 50 }\n", request => WithCheck(request, "rooms", check));
        Assert.Equal(
            expected.Split(' '), Studio.Cells(plan, "rooms")["name"].Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("points", "{ uniform: allowed }", "(points >= 3)", "no check gives points a greatest value")]
    [InlineData("points", "{ uniform: [null, 3] }", "(points < 3)", "no check gives points a least value")]
    [InlineData("points", "{ choose: allowed }", "(points >= 3)", "no check lists the values of points")]
    public void What_no_check_says_is_refused(string column, string value, string check, string expected) =>
        Assert.Contains(
            expected,
            Studio.Problem(Scenario(column, value), request => WithCheck(request, "users", check)),
            StringComparison.Ordinal);

    private static string?[] Cells(string column, string value, string check) => Studio.Cells(
        Studio.Plan(Scenario(column, value), request => WithCheck(request, "users", check)), "users")[column];

    private static string Scenario(string column, string value) =>
        $"tables:\n  users:\n    rows: 300\n    columns: {{ email: a, first_name: b, {column}: {value} }}\n";

    private static PlanRequest WithCheck(PlanRequest request, string table, string check) => request with
    {
        Schema = request.Schema with
        {
            Tables =
            [
                .. request.Schema.Tables.Select(known => known.Name.Name == table
                    ? known with { Checks = [new CheckConstraint("some_check", check)] }
                    : known),
            ],
        },
    };
}

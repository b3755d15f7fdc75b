using System.Collections.Immutable;
using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Scenarios.Reading;

namespace Furrow.Tests.Scenarios;

public sealed class ScenarioChoiceTests
{
    private static readonly Scenario Shop = Make(
        "shop", "presets: { light: { students: 1, plan: b }, heavy: { extends: light, students: 9 } }\n");

    private static readonly Scenario Club = Make("club", "presets: { light: {}, odd: {} }\n");

    [Theory]
    [InlineData(null, null, null, "shop - 5 a")]
    [InlineData(null, "custom", null, "shop - 5 a")]
    [InlineData(null, "heavy", null, "shop heavy 9 b")]
    [InlineData("shop", "light", null, "shop light 1 b")]
    [InlineData("light", null, null, "shop light 1 b")]
    [InlineData(null, "heavy", "students=7", "shop heavy 7 b")]
    [InlineData(null, null, "students=007", "shop - 7 a")]
    public void A_preset_is_over_the_defaults_and_what_is_given_is_over_both(
        string? scenario, string? preset, string? given, string expected)
    {
        ScenarioChoice choice = ScenarioChoice.Make([Shop], null, Request(scenario, preset, given));
        Assert.Equal(
            expected,
            $"{choice.Scenario.Name} {choice.Preset?.Name ?? "-"} {choice.Parameters["students"]} "
                + choice.Parameters["plan"]);
    }

    [Fact]
    public void The_default_scenario_is_meant_where_none_is_named()
    {
        ImmutableArray<Scenario> both = [Club, Shop];
        Assert.Equal("shop", ScenarioChoice.Make(both, "shop", new()).Scenario.Name);
        Assert.Equal("club", ScenarioChoice.Make(both, "shop", new() { Scenario = "club" }).Scenario.Name);
        Assert.Equal("shop", ScenarioChoice.Make(both, null, new() { Preset = "heavy" }).Scenario.Name);
        Assert.Equal("club", ScenarioChoice.Make(both, null, new() { Preset = "odd" }).Scenario.Name);
    }

    [Theory]
    [InlineData("shopp", null, null, "There is no scenario 'shopp'. Did you mean 'shop'?")]
    [InlineData(null, "ligth", null, "The scenario shop has no preset 'ligth'. Did you mean 'light'?")]
    [InlineData(null, null, "student=1", "The scenario shop has no parameter 'student'. Did you mean 'students'?")]
    [InlineData(null, null, "students=11", "--students is '11'; expected a whole number from 0 to 10.")]
    [InlineData(null, null, "students=-1", "--students is '-1'; expected a whole number from 0 to 10.")]
    [InlineData(null, null, "plan=c", "--plan is 'c'; expected one of a, b.")]
    public void What_there_is_not_is_refused_as_usage(
        string? scenario, string? preset, string? given, string message)
    {
        FurrowException error = Assert.Throws<FurrowException>(
            () => ScenarioChoice.Make([Shop], null, Request(scenario, preset, given)));
        Assert.Equal((ErrorCode.Usage, message), (error.Code, error.Message));
    }

    [Fact]
    public void Nothing_to_choose_from_and_too_much_are_refused_with_what_to_do()
    {
        FurrowException none = Assert.Throws<FurrowException>(() => ScenarioChoice.Make([], null, new()));
        Assert.Equal(
            "The project has no scenario to generate from. Write one: scenarios/NAME.yaml.",
            $"{none.Message} {none.Hint}");
        FurrowException many = Assert.Throws<FurrowException>(() => ScenarioChoice.Make([Club, Shop], null, new()));
        Assert.StartsWith("There are 2 scenarios, and none is named: club, shop.", many.Message);
        Assert.Throws<FurrowException>(() => ScenarioChoice.Make([Club, Shop], null, new() { Preset = "light" }));
        FurrowException gone = Assert.Throws<FurrowException>(() => ScenarioChoice.Make([Club], "shop", new()));
        Assert.Contains("furrow.yaml names 'shop'", gone.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellKind.Integer, "+5", "5")]
    [InlineData(CellKind.Integer, "5.0", null)]
    [InlineData(CellKind.Integer, "9223372036854775808", null)]
    [InlineData(CellKind.Decimal, "-1.50", "-1.50")]
    [InlineData(CellKind.Decimal, "1,5", null)]
    [InlineData(CellKind.Decimal, "1e3", null)]
    [InlineData(CellKind.Boolean, "YES", "true")]
    [InlineData(CellKind.Boolean, "off", "false")]
    [InlineData(CellKind.Boolean, "1", null)]
    [InlineData(CellKind.Date, "2026-02-29", null)]
    [InlineData(CellKind.Date, "2026-1-5", null)]
    [InlineData(CellKind.Date, "2026-01-05", "2026-01-05")]
    [InlineData(CellKind.Text, " a ", " a ")]
    [InlineData(CellKind.Uuid, "a", null)]
    public void Values_of_parameters_have_one_canonical_text(CellKind kind, string text, string? canonical)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Strange.Culture;
            Assert.Equal(canonical is not null, ParameterText.TryRead(kind, text, out string? read));
            Assert.Equal(canonical, read);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("today", "2026-01-07")]
    [InlineData("yesterday", "2026-01-06")]
    [InlineData("monday", "2026-01-05")]
    [InlineData("month", "2026-01-01")]
    [InlineData("year", "2026-01-01")]
    [InlineData("1999-12-31", "1999-12-31")]
    [InlineData("tuesday", null)]
    [InlineData("31.12.1999", null)]
    [InlineData("", null)]
    public void A_day_is_one_or_relative_to_today(string text, string? expected)
    {
        Assert.Equal(
            expected is null ? null : DateOnly.ParseExact(expected, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            AsOfText.Resolve(text, new DateOnly(2026, 1, 7)));
        Assert.Equal(expected is not null, AsOfText.IsKnown(text));
    }

    [Fact]
    public void Monday_is_the_week_s_also_on_sundays_and_at_the_beginning_of_time()
    {
        Assert.Equal(new DateOnly(2026, 1, 5), AsOfText.Resolve("monday", new DateOnly(2026, 1, 5)));
        Assert.Equal(new DateOnly(2026, 1, 5), AsOfText.Resolve("monday", new DateOnly(2026, 1, 11)));
        Assert.Equal(DateOnly.MinValue, AsOfText.Resolve("monday", DateOnly.MinValue));
        Assert.Equal(DateOnly.MinValue, AsOfText.Resolve("yesterday", DateOnly.MinValue));
    }

    private static ScenarioRequest Request(string? scenario, string? preset, string? given) => new()
    {
        Scenario = scenario,
        Preset = preset,
        Parameters = given is null
            ? ImmutableSortedDictionary<string, string>.Empty
            : ImmutableSortedDictionary<string, string>.Empty.Add(given.Split('=')[0], given.Split('=')[1]),
    };

    private static Scenario Make(string name, string presets) => ScenarioReader.Read(
        name,
        $"scenarios/{name}.yaml",
        "parameters: { students: { default: 5, min: 0, max: 10 }, plan: { default: a, choices: [a, b] } }\n"
            + presets + "tables: { rooms: { rows: 1 } }\n");
}

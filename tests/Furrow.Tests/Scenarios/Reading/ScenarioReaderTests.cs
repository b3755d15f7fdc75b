using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Scenarios;

namespace Furrow.Tests.Scenarios.Reading;

public sealed class ScenarioReaderTests
{
    private const string Rooms = "tables: { rooms: { rows: 1, columns: { name: a } } }\n";

    [Fact]
    public void A_file_is_read_whole()
    {
        Scenario scenario = Studio.Read(
            """
            description: A studio
            as_of: monday
            random_seed: -7
            parameters:
              students: { default: 5, min: 0, max: 10, help: How many }
              rate: 0.5
              opening: 2026-01-05
              is_open: true
              plan: { default: a, choices: [a, b] }
              code: { default: 7, type: text }
            presets:
              light: { description: Few, students: 1 }
              dark: { extends: light, is_open: no }
            tables:
              rooms: { rows: 1, columns: { name: a }, let: { x: 1 } }
            """);
        Assert.Equal("A studio", scenario.Description);
        Assert.Equal("monday", scenario.AsOf);
        Assert.Equal(-7, scenario.RandomSeed);
        Assert.Equal(
            [
                "students Integer 5 a whole number from 0 to 10", "rate Decimal 0.5 a number",
                "opening Date 2026-01-05 a day such as 2026-01-05", "is_open Boolean true true or false",
                "plan Text a one of a, b", "code Text 7 text",
            ],
            scenario.Parameters.Select(p => $"{p.Name} {p.Kind} {p.Default} {p.Expected}"));
        Assert.Equal("--is-open", scenario.Parameters[3].OptionName);
        Assert.Equal("false", scenario.Preset("dark")!.Values["is_open"]);
        Assert.Equal("light", scenario.Preset("dark")!.Extends);
        Assert.Equal("x", Assert.Single(scenario.Tables[0].Let).Key);
        Assert.Equal(
            Studio.Read(Rooms).Checksum,
            Studio.Read(Rooms.Replace("\n", "\r\n", StringComparison.Ordinal)).Checksum);
    }

    [Theory]
    [InlineData("description: a\n", "1:1 a scenario needs tables (add `tables:` with at least one table)")]
    [InlineData("table: {}\n", "1:1 a scenario has no key 'table' (did you mean 'tables'?)")]
    [InlineData("tables: 5\n", "1:9 tables must be a map of names and values; found")]
    [InlineData("as_of: someday\n" + Rooms, "1:8 as_of is 'someday' (expected a day such as 2026-01-05, today,")]
    [InlineData("random_seed: x\n" + Rooms, "1:14 random_seed is 'x' (expected a whole number)")]
    [InlineData("description: [a]\n" + Rooms, "1:14 description must be text; found a list")]
    [InlineData("parameters: { Size: 1 }\n" + Rooms, "1:15 'Size' cannot be a parameter (use lower-case letters")]
    [InlineData("parameters: { rows: 1 }\n" + Rooms, "1:15 'rows' cannot be a parameter: the word is taken")]
    [InlineData("parameters: { a: { min: 1 } }\n" + Rooms, "1:15 the parameter a needs a default")]
    [InlineData("parameters: { a: { default: 1, mim: 1 } }\n" + Rooms, "1:32 the parameter a has no key 'mim' (did")]
    [InlineData(
        "parameters: { a: { default: 1, type: int } }\n" + Rooms,
        "1:38 'int' is no type of parameters (expected one of integer, number, boolean, text, date)")]
    [InlineData(
        "parameters: { a: { default: 7, max: 5 } }\n" + Rooms,
        "1:29 the default of a is '7'; expected a whole number of at most 5")]
    [InlineData(
        "parameters: { a: { default: 1, min: x } }\n" + Rooms, "1:37 the bound 'x' is not of the parameter's type")]
    [InlineData(
        "parameters: { a: { default: yes, type: boolean, min: 1 } }\n" + Rooms,
        "1:54 only numbers and days have bounds")]
    [InlineData(
        "parameters: { a: { default: 1, choices: [1] } }\n" + Rooms,
        "1:41 choices must be a list of texts, of a parameter of type text")]
    [InlineData("presets: { custom: {} }\n" + Rooms, "1:12 'custom' stands for the defaults and cannot be a preset")]
    [InlineData("presets: { a: { size: 1 } }\n" + Rooms, "1:17 there is no parameter 'size' (declare it in")]
    [InlineData(
        "parameters: { sizes: 1 }\npresets: { a: { size: 1 } }\n" + Rooms,
        "2:17 there is no parameter 'size' (did you mean 'sizes'?)")]
    [InlineData(
        "parameters: { size: 1 }\npresets: { a: { size: x } }\n" + Rooms,
        "2:23 'size' is 'x'; expected a whole number")]
    [InlineData(
        "presets: { a: { extends: lightt }, light: {} }\n" + Rooms,
        "1:26 there is no preset 'lightt' (did you mean 'light'?)")]
    [InlineData("presets: { a: { extends: a } }\n" + Rooms, "1:12 the preset extends itself: a -> a")]
    [InlineData("tables: { rooms: { row: 1 } }\n", "1:20 the table rooms has no key 'row' (did you mean 'rows'?)")]
    [InlineData(
        "tables: { rooms: { columns: { name: a } } }\n",
        "1:11 the table rooms does not say how many rows it has (give `rows`, or `per` with `count`, or")]
    [InlineData(
        "tables: { rooms: { rows: 1, per: users, count: 1 } }\n",
        "1:11 the table rooms says in more than one way how many rows it has")]
    [InlineData("tables: { rooms: { per: users } }\n", "1:11 the table rooms needs both `per` and `count`")]
    [InlineData("tables: { rooms: { pairs: users } }\n", "1:11 the table rooms has `pairs` and needs `rows`")]
    [InlineData(
        "tables: { rooms: { rows: 1, let: { A: 1 } } }\n", "1:36 'A' cannot be the name of a value (use lower-case")]
    [InlineData("tables:\n\trooms: 1\n", "2:1 this is not valid YAML: a tab in the indentation")]
    public void What_is_wrong_is_told_with_its_place(string yaml, string expected)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Studio.Read(yaml));
        Assert.Equal(ErrorCode.ScenarioInvalid, error.Code);
        Assert.Equal(Studio.File, error.File);
        string told = (error.Detail ?? string.Create(
            CultureInfo.InvariantCulture,
            $"{Studio.File}:{error.Line}:{error.Column}: {error.Message} ({error.Hint})"))
            .Replace($"{Studio.File}:", "", StringComparison.Ordinal).Replace(": ", " ", StringComparison.Ordinal);
        Assert.Contains(expected.Replace(": ", " ", StringComparison.Ordinal), told, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Studio.Read(
            "as_of: x\nrandom_seed: x\ntables: { rooms: {} }\n"));
        Assert.Equal("3 problems in the scenario studio", error.Message);
        Assert.Equal(3, error.Detail!.Split('\n').Length);
    }

    [Fact]
    public void Expressions_are_no_variables_of_the_environment() => Assert.Equal(
        "${HOME}", ((Furrow.Configuration.ConfigScalar)Studio.Read("tables: { rooms: { rows: '${HOME}' } }\n")
            .Tables[0].Rows!).Text);

    [Fact]
    public void Kinds_that_parameters_can_have_are_those_that_are_told() => Assert.All(
        Enum.GetValues<CellKind>(),
        kind => Assert.Equal(
            kind is CellKind.Integer or CellKind.Decimal or CellKind.Boolean or CellKind.Date or CellKind.Text,
            new[] { "1", "1.5", "true", "2026-01-05", "a" }.Any(text => ParameterText.TryRead(kind, text, out _))));
}

using Furrow.Data;
using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>JSON seeds: the same shape, with $ref and $env.</summary>
public sealed class JsonSeedReaderTests
{
    [Theory]
    [InlineData("\"x\"", "quoted(x)")]
    [InlineData("\"\"", "quoted()")]
    [InlineData("null", "null")]
    [InlineData("1.10", "number(1.10)")]
    [InlineData("1e3", "number(1e3)")]
    [InlineData("true", "true")]
    [InlineData("[1, \"a\", null]", "[number(1),quoted(a),null]")]
    [InlineData("{\"$ref\": \"organizations[slug=acme]\"}", "ref(organizations[slug=acme])")]
    [InlineData("{\"$env\": \"NAME\"}", "env(NAME)")]
    [InlineData("{\"a\": {\"$ref\": \"#/definitions/b\"}}", "{a:{$ref:quoted(#/definitions/b)}}")]
    [InlineData("{\"$ref\": \"x\", \"b\": 1}", "{$ref:quoted(x),b:number(1)}")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\"", "quoted(é😀)")]
    public void A_value_keeps_what_it_is(string json, string value)
    {
        string text = $"{{\"tables\":[{{\"table\":\"t\",\"rows\":[{{\"c\":{json}}}]}}]}}";
        SeedTable table = SeedText.Read("t.json", text)[0];
        Assert.Equal(value, SeedText.Show(table.Rows[0].Cells[0].Value));
    }

    [Fact]
    public void Every_cell_knows_its_line_and_column_in_characters()
    {
        const string json =
            """
            { // comment
              "tables": [{ "table": "t", "key": "a", "rows": [
                { "é😀": 1, "b": { "$ref": "x[y=z]" } }, /* trailing commas */
              ] }],
            }
            """;
        SeedTable table = SeedText.Read("t.json", json)[0];
        Assert.Equal(["a"], table.Key!.Value.Select(key => key.Name));
        Assert.Equal([new TextPlace(3, 14), new(3, 22)], table.Rows[0].Cells.Select(cell => cell.Place));
        Assert.Equal(new TextPlace(3, 5), table.Rows[0].Place);
    }

    [Theory]
    [InlineData("", "1:1 This is not JSON a bracket, comma, quote or value is missing or too much here.")]
    [InlineData(
        "{\n  \"tables\": [,]\n}",
        "2:14 This is not JSON a bracket, comma, quote or value is missing or too much here.")]
    [InlineData(
        "{\"tables\": []} x",
        "1:16 This is not JSON a bracket, comma, quote or value is missing or too much here.")]
    [InlineData("{\"a\": \"\\ud800\"}", "1:7 A text holds half a surrogate pair.")]
    [InlineData("{\"tables\": [], \n \"tables\": []}", "2:2 The key tables stands twice in one object.")]
    [InlineData(
        "{\"tables\": [{\"table\": 5, \"rows\": []}]}",
        "1:23 expected the table's name, found a number of 1 characters.")]
    [InlineData("[]", "1:1 expected a map with the key tables, found a list of 0 items.")]
    public void What_is_wrong_is_said_with_its_place(string json, string problem) =>
        Assert.Equal(problem, SeedText.Problems("t.json", json)[0]);

    [Fact]
    public void Too_deep_is_refused() => Assert.Contains(
        "64 levels",
        SeedText.Problems("t.json", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}")[0],
        StringComparison.Ordinal);
}

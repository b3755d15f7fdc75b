using Furrow.Data;
using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>YAML as people write it, with places, references and variables.</summary>
public sealed class YamlSeedReaderTests
{
    [Theory]
    [InlineData("x", "plain(x)")]
    [InlineData("yes", "plain(yes)")]
    [InlineData("1.10", "plain(1.10)")]
    [InlineData("2026-01-05", "plain(2026-01-05)")]
    [InlineData("'5'", "quoted(5)")]
    [InlineData("\"a\\tb\"", "quoted(a\tb)")]
    [InlineData("\"\"", "quoted()")]
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("'null'", "quoted(null)")]
    [InlineData("!!str 5", "quoted(5)")]
    [InlineData("! 5", "quoted(5)")]
    [InlineData("!!int 5", "plain(5)")]
    [InlineData("!!null x", "null")]
    [InlineData("!!binary 3q2+7w==", "binary(3q2+7w==)")]
    [InlineData("[a, 'b', ~]", "[plain(a),quoted(b),null]")]
    [InlineData("{ k: v, l: [1] }", "{k:plain(v),l:[plain(1)]}")]
    [InlineData("!ref organizations[slug=acme]", "ref(organizations[slug=acme])")]
    [InlineData("!ref 'organizations[slug=acme].name'", "ref(organizations[slug=acme].name)")]
    [InlineData("!ref a[b=\"x: y #, ]\", c=d]", "ref(a[b=\"x: y #, ]\", c=d])")]
    [InlineData("!env ADMIN_HASH", "env(ADMIN_HASH)")]
    public void A_value_keeps_what_it_is(string yaml, string value) =>
        Assert.Equal(value, SeedText.Show(Value($"tables: [{{ table: t, rows: [\n  c: {yaml}\n] }}]", yaml)));

    [Fact]
    public void The_contracts_example_reads()
    {
        const string yaml =
            """
            tables: [ { table: users, key: [email], rows: [
              { email: ann@example.com, organization_id: !ref organizations[slug=acme] },
              { email: bob@example.com, organization_id: !ref billing.orgs[a=1, b="x,y"].id,
                note: "see !ref a[b=c]" } ] } ]
            """;
        SeedTable table = Assert.Single(SeedText.Read("t.yaml", yaml));
        Assert.Equal("users", table.Name);
        Assert.Equal(["email"], table.Key!.Value.Select(key => key.Name));
        Assert.Equal(
            [
                "email=plain(ann@example.com) organization_id=ref(organizations[slug=acme])",
                "email=plain(bob@example.com) organization_id=ref(billing.orgs[a=1, b=\"x,y\"].id) "
                    + "note=quoted(see !ref a[b=c])",
            ],
            table.Rows.Select(SeedText.Show));
    }

    [Fact]
    public void Every_cell_knows_its_line_and_column()
    {
        SeedTable table = SeedText.Read(
            "t.yaml", "version: 1.0.0\ntables:\n  - table: t\n    rows:\n      - a: 1\n        b: !ref x[y=z]\n")[0];
        Assert.Equal(new TextPlace(3, 12), table.Place);
        Assert.Equal([new TextPlace(5, 12), new(6, 12)], table.Rows[0].Cells.Select(cell => cell.Place));
        Assert.Equal(new TextPlace(5, 9), table.Rows[0].Place);
    }

    [Fact]
    public void Aliases_and_merge_keys_unfold()
    {
        const string yaml =
            """
            tables:
              - table: t
                rows:
                  - &first { a: 1, tags: &tags [x, y] }
                  - { <<: *first, a: 2 }
                  - { <<: [{ b: 3 }, { b: 4, c: 5 }], tags: *tags }
            """;
        Assert.Equal(
            [
                "a=plain(1) tags=[plain(x),plain(y)]",
                "a=plain(2) tags=[plain(x),plain(y)]",
                "tags=[plain(x),plain(y)] b=plain(3) c=plain(5)",
            ],
            SeedText.Read("t.yaml", yaml)[0].Rows.Select(SeedText.Show));
    }

    [Theory]
    [InlineData("", "1:1 the file is empty.")]
    [InlineData("- a", "1:1 expected a map with the key tables, found a list of 1 item.")]
    [InlineData("version: 1.0.0", "1:1 the key tables is missing.")]
    [InlineData("tables: []\ntabels: []", "2:1 tabels is no key of a seed (did you mean tables?).")]
    [InlineData("tables: x", "1:9 expected a list for tables, found text of 1 character.")]
    [InlineData("tables: [x]", "1:10 expected a map with the keys table and rows, found text of 1 character.")]
    [InlineData("tables: [{ table: t }]", "1:10 the key rows is missing from a table.")]
    [InlineData("tables: [{ rows: [] }]", "1:10 the key table is missing from a table.")]
    [InlineData("tables: [{ table: t, row: [] }]", "1:22 row is no key of a table (did you mean rows?).")]
    [InlineData("tables: [{ table: [t], rows: [] }]", "1:19 expected the table's name, found a list of 1 item.")]
    [InlineData(
        "tables: [{ table: t, rows: [x] }]",
        "1:29 expected a row of t as a map from columns to values, found text of 1 character.")]
    [InlineData(
        "tables: [{ table: t, rows: [{}] }]",
        "1:29 expected a row of t as a map from columns to values, found a map of 0 keys.")]
    [InlineData("tables: [{ table: t, key: [a, a], rows: [] }]", "1:31 the column a stands twice in the key.")]
    [InlineData("tables: [{ table: t, key: [], rows: [] }]", "1:27 the key names no column.")]
    [InlineData(
        "tables: [{ table: t, key: {a: b}, rows: [] }]",
        "1:27 expected a column's name in the key, found a map of 1 key.")]
    [InlineData("tables: []\ntables: []", "2:1 this is not YAML the key tables stands twice in one mapping.")]
    [InlineData("a: *x", "1:4 this is not YAML there is no anchor x before this.")]
    [InlineData("a: !reff b[c=d]", "1:4 this is not YAML the tag !reff is not known (did you mean !ref?).")]
    [InlineData("? [a]\n: b", "1:3 this is not YAML a key has to be a single word or text.")]
    [InlineData("a: 1\n---\nb: 2", "2:1 this is not YAML a seed is one document, here begins a second one.")]
    [InlineData("a: \"\\ud800\\u0000\"", "1:2 this is not YAML from here on.")]
    [InlineData("a: { <<: 5 }", "1:10 this is not YAML << takes a mapping or a list of mappings.")]
    public void A_wrong_shape_is_said_with_its_place(string yaml, string problem) =>
        Assert.Contains(problem, SeedText.Problems("t.yaml", yaml));

    [Fact]
    public void A_file_that_unfolds_without_end_is_refused()
    {
        string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 12).Select(n =>
            $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 10))}]\n"));
        Assert.Contains("unfolds to more than", SeedText.Problems("t.yaml", bomb)[0], StringComparison.Ordinal);
        string deep = "a: " + new string('[', 500) + new string(']', 500);
        Assert.Contains("levels deep", SeedText.Problems("t.yaml", deep)[0], StringComparison.Ordinal);
    }

    private static SeedValue Value(string flow, string yaml)
    {
        string block = $"tables:\n  - table: t\n    rows:\n      - c: {yaml}\n";
        SeedValue value = SeedText.Read("t.yaml", block)[0].Rows[0].Cells[0].Value;
        if (!yaml.Contains('{', StringComparison.Ordinal))
        {
            SeedValue inFlow = SeedText.Read("t.yaml", flow)[0].Rows[0].Cells[0].Value;
            Assert.Equal(SeedText.Show(value), SeedText.Show(inFlow));
        }

        return value;
    }
}

using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>Whatever stands in a file, the answer is a plan or a FurrowException with a place.</summary>
public sealed class SeedContentFuzzTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60);
    private static readonly Dictionary<string, string> None = [];

    private static readonly string[] Signs =
    [
        "tables", "table", "key", "rows", "users", "id", "email", "\"", "'", ",", ":", ": ", "- ", "[", "]", "{", "}",
        "\n", "\r\n", "\r", "\n  ", "\n    ", " ", "\t", "#", " #", "!ref ", "!env X", "!!binary ", "a[b=c]", "&a ",
        "*a", "<<: ", "|", ">", "? ", "~", "null", "true", "1", "-1.5e3", "\\", "\\u0000", "\\ud800", "\uFEFF", "\0",
        "\u0085", "é", "\U0001F600", "\ud800", "\uE0F0", "\"$ref\"", "---\n", "...\n", "%YAML 1.2\n", "@", "`", "%",
        "//", "/*",
    ];

    private static readonly string[] YamlHeads = ["", "tables:\n  - table: users\n    rows:\n      - id: "];
    private static readonly string[] JsonHeads = ["", "{\"tables\":[{\"table\":\"users\",\"rows\":[{\"id\":"];
    private static readonly string[] CsvHeads = ["", "id,email\n"];

    [Fact]
    public void Only_a_FurrowException_escapes_from_csv() => Check.One(Many, PropertyOf("05_users.csv", CsvHeads));

    [Fact]
    public void Only_a_FurrowException_escapes_from_json() => Check.One(Many, PropertyOf("05_users.json", JsonHeads));

    [Fact]
    public void Only_a_FurrowException_escapes_from_yaml() => Check.One(Many, PropertyOf("05_users.yaml", YamlHeads));

    [Fact]
    public void A_reference_is_read_or_refused() => Check.One(Many, Prop.ForAll(Texts([""]).ToArbitrary(), text =>
        (SeedReferenceParser.Parse(text, out string? problem) is null) == (problem is not null)));

    [Fact]
    public void Shielding_a_yaml_text_is_undone_by_restoring_it() => Check.One(Many, Prop.ForAll(
        Texts(YamlHeads).Where(text => !text.Contains('\uE0F0', StringComparison.Ordinal)).ToArbitrary(),
        text => YamlReferences.Restore(YamlReferences.Shield(text)) == text));

    private static Gen<string> Texts(string[] heads) =>
        from head in Gen.Elements(heads)
        from rest in Gen.OneOf(
            Gen.ListOf(Gen.Elements(Signs)).Select(string.Concat),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""))
        select head + rest;

    private static Property PropertyOf(string file, string[] heads)
    {
        DatabaseSchema schema = Catalog.Schema;
        return Prop.ForAll(Texts(heads).ToArbitrary(), text =>
        {
            try
            {
                return DataSeedPlanner.Plan(SeedText.Seed(file, text), schema, None).Tables.Length <= 1;
            }
            catch (FurrowException e)
            {
                return e is { Code: ErrorCode.SeedInvalid, Line: >= 1, Column: >= 1, File: not null }
                    && e.Message.Length > 0;
            }
        });
    }
}

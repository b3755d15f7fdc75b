using System.Text.Json.Nodes;
using static Furrow.Scenarios.Editing.SchemaShapes;

namespace Furrow.Scenarios.Editing;

/// <summary>What stands under the key of each kind of value, and what each of its options is.</summary>
internal static class ValueShapes
{
    private const string ByHelp = "the way: parent, assigned or a column that picks";
    private const string ColumnHelp = "which column of the row, where that is not the referenced one";
    private const string LocaleHelp = "the language, en by default";
    private const string ScaleHelp = "digits behind the point; those of the column, else 2";

    /// <summary>What stands under a kind's key.</summary>
    public static readonly IReadOnlyDictionary<string, Func<JsonObject>> Kinds =
        new Dictionary<string, Func<JsonObject>>(StringComparer.Ordinal)
        {
            ["pick"] = Text,
            ["key"] = Text,
            ["tree"] = Whole,
            ["level"] = Text,
            ["count"] = Text,
            ["sum"] = Text,
            ["choose"] = () => Any(List(Scalar(), 1), Weights(), Pattern("^allowed$")),
            ["chance"] = Rate,
            ["uniform"] = Range,
            ["normal"] = Number,
            ["log_normal"] = Number,
            ["exponential"] = Number,
            ["poisson"] = Number,
            ["zipf"] = Whole,
            ["histogram"] = () => List(List(Number(), 3, 3), 1),
            ["sequence"] = Whole,
            ["moments"] = Range,
            ["interval"] = () => Any(List(Text(), 2, 2), Text()),
            ["range"] = Cell,
            ["vocabulary"] = Text,
            ["pattern"] = () => new JsonObject { ["type"] = new JsonArray("string", "number") },
            ["hex"] = Lengths,
            ["words"] = Lengths,
            ["sentences"] = Lengths,
            ["paragraphs"] = Lengths,
            ["token"] = Lengths,
            ["template"] = Text,
            ["uuid"] = () => OneOf("v4", "v7"),
            ["bytes"] = Lengths,
            ["json"] = () => Any(
                new JsonObject { ["type"] = "object", ["additionalProperties"] = Cell() }, List(Cell(), 0), Cell()),
            ["hstore"] = () => new JsonObject { ["type"] = "object", ["additionalProperties"] = Cell() },
            ["composite"] = () => List(Cell(), 1),
            ["bits"] = Lengths,
            ["array"] = Cell,
            ["network"] = () => OneOf("ipv4", "ipv6", "mac", "cidr"),
        };

    /// <summary>What an option is, by kind and option: <c>pick.where</c>.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<JsonObject> Shape, string Help)> Options =
        new Dictionary<string, (Func<JsonObject>, string)>(StringComparer.Ordinal)
        {
            ["pick.where"] = (Cell, "a condition of the rows chosen among"),
            ["pick.distinct"] = (Truth, "no two children of one parent pick the same"),
            ["pick.other_than"] = (() => OneOf("parent"), "parent: never the parent itself"),
            ["pick.weight"] = (Cell, "a number of the rows chosen among: the higher, the more often"),
            ["pick.within"] = (() => Pair(Text()), "{ theirs: ours }: among rows with the same value"),
            ["pick.column"] = (Text, ColumnHelp),
            ["pick.null_rate"] = (Rate, "how often it leads nowhere, 0 to 1"),
            ["key.column"] = (Text, ColumnHelp),
            ["tree.children"] = (Number, "how many rows are below one on average, 3 by default"),
            ["count.by"] = (Text, ByHelp),
            ["count.where"] = (Cell, "a condition of the rows counted"),
            ["sum.of"] = (Cell, "what to add up"),
            ["sum.by"] = (Text, ByHelp),
            ["sum.where"] = (Cell, "a condition of the rows added up"),
            ["uniform.step"] =
                (Scalar, "what lies between two possible values: a whole number, or an interval for times"),
            ["uniform.scale"] = (Whole, ScaleHelp),
            ["normal.deviation"] = (Number, "the standard deviation, 1 by default"),
            ["normal.min"] = (Number, "the least value"),
            ["normal.max"] = (Number, "the greatest value"),
            ["normal.scale"] = (Whole, ScaleHelp),
            ["log_normal.deviation"] = (Number, "the standard deviation, 1 by default"),
            ["log_normal.min"] = (Number, "the least value"),
            ["log_normal.max"] = (Number, "the greatest value"),
            ["log_normal.scale"] = (Whole, ScaleHelp),
            ["exponential.min"] = (Number, "the least value"),
            ["exponential.max"] = (Number, "the greatest value"),
            ["exponential.scale"] = (Whole, ScaleHelp),
            ["poisson.min"] = (Whole, "the least value"),
            ["poisson.max"] = (Whole, "the greatest value"),
            ["zipf.exponent"] = (Number, "how steep, 1 by default"),
            ["histogram.scale"] = (Whole, ScaleHelp),
            ["sequence.step"] = (Whole, "what each row adds, 1 by default"),
            ["moments.days"] =
                (() => Weights("^(mon|tue|wed|thu|fri|sat|sun)$"), "weights of mon to sun; 1 where not said"),
            ["moments.hours"] =
                (() => Weights(@"^[0-9]+(\.\.[0-9]+)?$"), "weights of hours such as 18 or 18..21; 0 where not said"),
            ["moments.step"] = (Scalar, "what lies between two moments, an interval; a minute by default"),
            ["interval.step"] = (Scalar, "what lies between two times of them; a minute by default"),
            ["range.length"] = (
                Range,
                "how long: numbers, days, or of moments two times such as ['${hours(1)}', '${hours(3)}']"),
            ["range.step"] = (Scalar, "of moments: what lies between two lengths; a minute by default"),
            ["range.scale"] = (Whole, "of decimals: digits behind the point of the length, 2 by default"),
            ["vocabulary.locale"] = (Text, LocaleHelp),
            ["words.locale"] = (Text, LocaleHelp),
            ["sentences.locale"] = (Text, LocaleHelp),
            ["paragraphs.locale"] = (Text, LocaleHelp),
            ["token.alphabet"] = (Scalar, "1 to 64 characters of ASCII"),
            ["template.unique"] = (Truth, "another text in every row"),
            ["template.fold"] = (
                () => OneOf("none", "lower", "upper", "ascii", "slug"),
                "what becomes of text that is put in: none (the default), lower, upper, ascii, slug"),
            ["uuid.time"] = (Text, "for v7: a moment of the row"),
            ["array.length"] = (Lengths, "how many items: 3, 0..3"),
            ["network.within"] = (Text, "a network such as 10.0.0.0/8"),
        };
}

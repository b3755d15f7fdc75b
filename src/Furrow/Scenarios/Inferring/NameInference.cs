using System.Collections.Frozen;
using Furrow.Data.Cells;

namespace Furrow.Scenarios.Inferring;

/// <summary>What a column is made of by the end of its name: <c>email</c>, <c>billing_email</c>.</summary>
internal static class NameInference
{
    private static readonly FrozenDictionary<string, Func<InferredColumn, Value>> Texts = TextRules.All
        .SelectMany(rule => rule.Names.Split(' ').Select(name => KeyValuePair.Create(name, rule.Make)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (decimal Min, decimal Max)> Numbers = Ranges(
    [
        ("price amount cost total subtotal fee balance value sum paid net gross budget revenue", 5, 500),
        ("salary income", 20_000, 120_000),
        ("cents", 500, 50_000),
        ("quantity qty stock seats capacity places guests", 1, 20),
        ("count views likes visits points score_total credits", 0, 100),
        ("age", 18, 80),
        ("year", 1990, 2026),
        ("rating score stars grade", 1, 5),
        ("percent percentage discount", 0, 100),
        ("rate ratio probability", 0, 1),
        ("latitude lat", -90, 90),
        ("longitude lng lon", -180, 180),
        ("duration minutes", 15, 120),
        ("weight height width length depth size", 1, 200),
        ("version level priority", 1, 5),
    ]);

    private static readonly FrozenDictionary<string, (decimal Before, decimal After)> Days = Ranges(
    [
        ("born birthday birthdate birth_date date_of_birth dob", 24_000, -7000),
        ("created created_at created_on registered_at joined_at joined inserted_at signed_up_at", 365, 0),
        ("updated updated_at modified_at changed_at last_login last_login_at last_seen_at logged_at", 30, 0),
        ("published_at posted_at sent_at paid_at ordered_at purchased_at submitted_at completed_at", 365, 0),
        ("starts_at start_at start_date starts_on begins_at scheduled_at scheduled_for", 30, 30),
        ("ends_at end_at end_date ends_on expires_at expires_on expiry expiration_date due_at due_date due_on "
            + "valid_until deadline", -31, 120),
    ]);

    private static readonly FrozenDictionary<string, double> Chances = new (string Names, double Rate)[]
    {
        ("active enabled verified confirmed published visible available public", 0.9),
        ("deleted archived banned blocked disabled hidden locked suspended admin superuser staff test", 0.05),
    }.SelectMany(rule => rule.Names.Split(' ').Select(name => KeyValuePair.Create(name, rule.Rate)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly string[] Positions =
        ["position", "sort_order", "sort", "order", "rank", "sequence", "number"];

    /// <summary>The value; null where the name says nothing that fits the type.</summary>
    public static Value? Of(InferredColumn column) => column.Kind switch
    {
        CellKind.Text when column.IsText => OfText(column),
        CellKind.Integer or CellKind.Decimal or CellKind.Float => OfNumber(column),
        CellKind.Date or CellKind.Timestamp => Day(column),
        CellKind.Boolean => Find(column, Chances) is var (_, rate) ? Value.Chance(rate) : null,
        _ => null,
    };

    private static Value? OfText(InferredColumn column) =>
        Find(column, Texts) is var (_, make) ? make(column) : Day(column);

    private static Value? OfNumber(InferredColumn column) =>
        column.Endings.Any(Positions.Contains) && column.Kind == CellKind.Integer ? Value.Expression("${row + 1}")
        : Find(column, Numbers) is var (_, range) ? TypeInference.Number(column, range.Min, range.Max)
        : null;

    // What ends does so after what begins; what was changed was not changed before it was there.
    private static Value? Day(InferredColumn column)
    {
        if (Find(column, Days) is not var (ending, days))
        {
            return null;
        }

        string[] earlier = ending[0] switch
        {
            'e' when column.Kind == CellKind.Timestamp => ["starts_at", "start_at", "begins_at"],
            'e' when column.Kind == CellKind.Date => ["start_date", "starts_on"],
            'u' when column.Kind == CellKind.Timestamp => ["created_at"],
            _ => [],
        };
        string? first = earlier.FirstOrDefault(name => column.Table.Find(name) is { } other
            && Planning.ColumnCells.Of(other).Kind == column.Kind
            && column.Readable.Contains(name, StringComparer.Ordinal));
        return (first, ending[0]) switch
        {
            (null, _) => TypeInference.Moment(column, (int)days.Before, (int)days.After),
            (_, 'e') => Value.Expression(
                column.Kind == CellKind.Date ? $"${{{first} + 7}}" : $"${{{first} + hours(1)}}"),
            _ => Value.Expression($"${{{first}}}"),
        };
    }

    private static (string Ending, T Rule)? Find<T>(InferredColumn column, FrozenDictionary<string, T> rules)
    {
        foreach (string ending in column.Endings)
        {
            if (rules.TryGetValue(ending, out T? rule))
            {
                return (ending, rule);
            }
        }

        return null;
    }

    private static FrozenDictionary<string, (decimal, decimal)> Ranges(
        (string Names, decimal, decimal)[] rules) => rules
        .SelectMany(rule => rule.Names.Split(' ').Select(name => KeyValuePair.Create(name, (rule.Item2, rule.Item3))))
        .ToFrozenDictionary(StringComparer.Ordinal);
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Furrow.Sensitive.Replacement;

namespace Furrow.Sensitive.Planning;

/// <summary>Lines for furrow.yaml that decide what is undecided, and that the planner takes as they are.</summary>
internal sealed class Suggestions(
    ColumnMap map, IReadOnlyDictionary<ColumnId, ColumnWish> wishes, ReplacementRules rules)
{
    private const string Nothing = "null";

    // What fits where the first choice does not.
    private static readonly string[] Others = [Nothing, "code", "token", "uuid", "number", "hash"];

    /// <summary>The section, ready to paste; empty for no columns.</summary>
    public string Snippet(IReadOnlyList<SensitiveColumnPlan> undecided)
    {
        if (undecided.Count == 0)
        {
            return "";
        }

        // What others refer to first: the rest follows.
        Dictionary<ColumnId, ColumnWish> suggested = [];
        HashSet<ColumnId> following = [];
        foreach (SensitiveColumnPlan plan in undecided.OrderByDescending(plan => map.IsReferredTo(IdOf(plan))))
        {
            ColumnId id = IdOf(plan);
            if (following.Contains(id))
            {
                continue;
            }

            ColumnWish wish = Suggest(id, plan.Kind!.Value);
            suggested.Add(id, wish);
            if (wish.Outcome is SensitiveOutcome.Generate or SensitiveOutcome.Keep)
            {
                following.UnionWith(map.GroupOf(id).Where(other => !suggested.ContainsKey(other)));
            }
        }

        StringBuilder snippet = new("sensitive:\n");
        foreach (SensitiveColumnPlan plan in undecided)
        {
            if (suggested.TryGetValue(IdOf(plan), out ColumnWish? wish))
            {
                snippet.Append("  ").Append(Key(IdOf(plan))).Append(": ").Append(wish.Text)
                    .Append("  # ").Append(plan.Kind!.Value.What()).Append('\n');
            }
        }

        return snippet.ToString();
    }

    private static ColumnId IdOf(SensitiveColumnPlan plan) => new(plan.Table, plan.Column);

    private static string[] Choices(SensitiveKind kind) => kind switch
    {
        SensitiveKind.Email => ["email"],
        SensitiveKind.Phone => ["phone", "code"],
        SensitiveKind.FirstName => ["first_name"],
        SensitiveKind.LastName => ["last_name"],
        SensitiveKind.Name => ["name", "username"],
        SensitiveKind.Username => ["username"],
        SensitiveKind.Address => ["street", "text"],
        SensitiveKind.City => ["city"],
        SensitiveKind.Postcode => ["postcode", "code"],
        SensitiveKind.Birth => ["date", Nothing],
        SensitiveKind.NationalId or SensitiveKind.BankAccount => ["code", "number"],
        SensitiveKind.Iban => ["iban"],
        SensitiveKind.PaymentCard => ["card_number"],
        SensitiveKind.Pay => ["number"],
        SensitiveKind.Password => [Nothing, "hash"],
        SensitiveKind.Secret => [Nothing, "token"],
        SensitiveKind.IpAddress => ["ip"],
        _ => [Nothing],
    };

    private ColumnWish Suggest(ColumnId id, SensitiveKind kind)
    {
        foreach (string choice in Choices(kind).Concat(Others))
        {
            if (choice == Nothing && WishRules.Null(map, id) is null)
            {
                return new ColumnWish(SensitiveOutcome.Null, null, "");
            }

            if (choice != Nothing && Fits(id, Generators.Find(choice)!))
            {
                return new ColumnWish(SensitiveOutcome.Generate, choice, "");
            }
        }

        SensitiveOutcome last =
            WishRules.Exclude(map, id) is null ? SensitiveOutcome.Exclude : SensitiveOutcome.Keep;
        return new ColumnWish(last, null, "");
    }

    // In every column that will follow, too.
    private bool Fits(ColumnId id, Generator generator)
    {
        ColumnId[] group = [.. map.GroupOf(id)];
        return group.All(member => wishes.ContainsKey(member) || rules.Judge(member, group, generator).Problem is null);
    }

    private string Key(ColumnId id)
    {
        bool isOnly = map.Tables.Count(table => table.Name.Name == id.Table.Name) == 1;
        string name = (isOnly ? "" : Part(id.Table.Schema) + ".") + $"{Part(id.Table.Name)}.{Part(id.Column)}";
        bool isPlain = char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');
        return isPlain ? name : $"\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }

    private static string Part(string name) => name.AsSpan().IndexOfAny('.', '"') < 0
        ? name
        : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using Furrow.Schema;
using Furrow.Sensitive.Secrets;

namespace Furrow.Sensitive.Detection;

/// <summary>Judges columns by their names and types. Pure.</summary>
internal static class NameDetection
{
    private static readonly ILookup<string, NameRule> ByName = NameRules.All
        .SelectMany(rule => rule.Names.Select(name => (Name: name.Replace(" ", "", StringComparison.Ordinal), rule)))
        .ToLookup(pair => pair.Name, pair => pair.rule, StringComparer.Ordinal);

    private static readonly int WordsMax =
        NameRules.All.SelectMany(rule => rule.Names).Max(name => name.Count(' ') + 1);

    /// <summary>What the columns of a table hold, to go by their names; by position.</summary>
    public static IEnumerable<SensitiveFinding> Find(Table table)
    {
        TableWords surroundings = TableWords.Of(table.Name.Name);
        HashSet<string> referring = new(table.ForeignKeys.SelectMany(key => key.Columns), StringComparer.Ordinal);
        foreach (Column column in table.Columns)
        {
            Holds holds = NameRule.Of(column.Type);
            bool isNumbered = column.Identity != IdentityKind.None || referring.Contains(column.Name);
            holds = isNumbered ? holds & ~(Holds.Number | Holds.Uuid) : holds;
            if (column.IsWritable && KindOf(column.Name, holds, surroundings) is { } kind)
            {
                yield return new SensitiveFinding(table.Name, column.Name, kind, "its name");
            }
        }
    }

    private static SensitiveKind? KindOf(string name, Holds holds, TableWords table)
    {
        if (holds == Holds.Nothing)
        {
            return null;
        }

        string[] words = NameWords.Of(name);
        if (words.Length == 0 || (words.Length > 1 && NameRules.Questions.Contains(words[0])))
        {
            return null;
        }

        return Secret(name, holds) ?? ByRule(words, holds, table);
    }

    private static SensitiveKind? Secret(string name, Holds holds)
    {
        if ((holds & (Holds.Text | Holds.Bytes | Holds.Uuid)) == Holds.Nothing)
        {
            return null;
        }

        return SecretName.KindOf(name) switch
        {
            SecretNameKind.Password or SecretNameKind.PasswordHash => SensitiveKind.Password,
            SecretNameKind.Secret or SecretNameKind.Token => SensitiveKind.Secret,
            _ => null,
        };
    }

    // The longest name first: `email_address` is no postal address, `ip_address` neither.
    private static SensitiveKind? ByRule(string[] words, Holds holds, TableWords table)
    {
        for (int count = Math.Min(WordsMax, words.Length); count > 0; count--)
        {
            for (int start = words.Length - count; start >= 0; start--)
            {
                if (RuleAt(words, start, count, holds, table) is { } rule)
                {
                    return rule.Kind;
                }
            }
        }

        return null;
    }

    private static NameRule? RuleAt(string[] words, int start, int count, Holds holds, TableWords table)
    {
        bool isText = holds.HasFlag(Holds.Text);
        for (int after = start + count; after < words.Length; after++)
        {
            bool isOwnId = words[after] == "id" && isText && words[start] is "email" or "mail";
            if (!isOwnId && !NameRules.Neutral.Contains(words[after]))
            {
                return null;
            }
        }

        if (start > 0 && NameRules.Estranging.Contains(words[start - 1]))
        {
            return null;
        }

        string joined = string.Concat(words.AsSpan(start, count)!);
        foreach (string singular in Singulars(joined))
        {
            foreach (NameRule rule in ByName[singular])
            {
                if ((rule.Types & holds) != Holds.Nothing && Fits(rule, words, start, count, table))
                {
                    return rule;
                }
            }
        }

        return null;
    }

    // `name` means a person's in `users.name` and `orders.customer_name`, but not in `users.theme_name`.
    private static bool Fits(NameRule rule, string[] words, int start, int count, TableWords table) => rule.Where switch
    {
        Surroundings.People => start > 0
            ? NameRules.PeopleWords.Contains(words[start - 1])
            : table.IsOfPeople && count == words.Length,
        Surroundings.NotPlaces => !table.IsOfPlaces,
        _ => true,
    };

    private static IEnumerable<string> Singulars(string word)
    {
        yield return word;
        if (word.EndsWith("ies", StringComparison.Ordinal))
        {
            yield return word[..^3] + "y";
        }

        if (word.EndsWith("es", StringComparison.Ordinal))
        {
            yield return word[..^2];
        }

        if (word.EndsWith('s'))
        {
            yield return word[..^1];
        }
    }

    /// <summary>What a table's name says of its columns.</summary>
    private readonly record struct TableWords(bool IsOfPeople, bool IsOfPlaces)
    {
        public static TableWords Of(string table)
        {
            string[] words = NameWords.Of(table);
            if (words.Length == 0)
            {
                return default;
            }

            bool isAbout = words.Length > 1 && IsAmong(NameRules.AboutPeopleWords, words[^1])
                && IsAmong(NameRules.PeopleWords, words[^2]);
            return new TableWords(
                isAbout || IsAmong(NameRules.PeopleWords, words[^1]), IsAmong(NameRules.PlaceWords, words[^1]));
        }

        private static bool IsAmong(HashSet<string> words, string word) => Singulars(word).Any(words.Contains);
    }
}

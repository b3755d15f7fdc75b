namespace Furrow.Generation.Vocabulary;

/// <summary>Names of any gender, where a language's data has only those of men and of women.</summary>
internal static class GenderedNames
{
    /// <summary>The categories that are put together.</summary>
    public static readonly string[] All = ["name.first_name", "name.last_name"];

    private const string Set = "name.";

    /// <summary>Both lists in one, or the one that there is; null where neither is.</summary>
    public static WordList? Find(LocaleData data, string category)
    {
        if (!All.Contains(category, StringComparer.Ordinal))
        {
            return null;
        }

        WordList? female = data.Find($"{Set}female_{category[Set.Length..]}");
        WordList? male = data.Find($"{Set}male_{category[Set.Length..]}");
        return female is null ? male : male is null ? female : female.With(male);
    }
}

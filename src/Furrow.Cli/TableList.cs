using System.Text;

namespace Furrow.Cli;

/// <summary>Reads a list of names with commas between; a comma in double quotes is part of a name.</summary>
internal static class TableList
{
    /// <summary>The names as typed, quotes included, without blanks around them; none for null.</summary>
    public static IReadOnlyList<string> Read(string? typed)
    {
        if (typed is null)
        {
            return [];
        }

        List<string> names = [];
        StringBuilder name = new();
        bool isQuoted = false;
        foreach (char letter in typed)
        {
            isQuoted ^= letter == '"';
            if (letter == ',' && !isQuoted)
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
            else
            {
                name.Append(letter);
            }
        }

        names.Add(name.ToString().Trim());
        return names;
    }
}

using Furrow.Sensitive.Secrets;

namespace Furrow.Seeds.Secrets;

/// <summary>Reads which value of an INSERT goes into which column.</summary>
internal static class SqlInsert
{
    // How far a list of columns, or what follows it, may be away; keeps the time in proportion to the text.
    private const int DistanceMax = 20;

    /// <summary>
    /// Hands over each literal of the rows with its column's name and place, from <c>INSERT</c> on. Without a list of
    /// columns nothing is known of them.
    /// </summary>
    public static void Look(SqlWords words, int at, Action<string, string, int> judge)
    {
        if (ReadColumns(words, at) is not { } columns)
        {
            return;
        }

        int i = columns.End;
        while (i < columns.End + DistanceMax && !words.Is(i, "VALUES") && !words.Is(i, "SELECT"))
        {
            i++;
        }

        if (!words.Is(i, "VALUES") && !words.Is(i, "SELECT"))
        {
            return;
        }

        if (words.Is(i, "SELECT"))
        {
            LookAtItems(words, i + 1, columns.Names, judge);
            return;
        }

        i++;
        while (words.Opens(i))
        {
            i = LookAtItems(words, i + 1, columns.Names, judge) + 1;
            i = words.IsSymbol(i, ',') ? i + 1 : words.Count;
        }
    }

    private static (List<string> Names, int End)? ReadColumns(SqlWords words, int at)
    {
        int i = at + 1;
        while (i < at + DistanceMax && !words.Opens(i))
        {
            // The table's name, an alias; whatever else comes first is no list of columns.
            if (words.Is(i, "VALUES") || words.Is(i, "SELECT") || words.Is(i, "DEFAULT") || words.Is(i, "SET"))
            {
                return null;
            }

            i++;
        }

        if (!words.Opens(i))
        {
            return null;
        }

        List<string> names = [];
        for (i++; i < words.Count && !words.Closes(i); i++)
        {
            if (words.IsSymbol(i, ','))
            {
                continue;
            }

            if (words.Name(i) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }

        return names.Count > 0 && i < words.Count ? (names, i + 1) : null;
    }

    // Items with commas between, up to the parenthesis that closes them or the FROM that ends them.
    private static int LookAtItems(
        SqlWords words, int start, List<string> columns, Action<string, string, int> judge)
    {
        List<(string Column, string Value, int Offset)> row = [];
        int depth = 0;
        int column = 0;
        bool isFirst = true;
        int i = start;
        for (; i < words.Count; i++)
        {
            if (isFirst && column < columns.Count && words.FixedText(i, out int literal) is { } value)
            {
                row.Add((columns[column], value, words.Offset(literal)));
            }

            isFirst = false;
            if (words.Opens(i))
            {
                depth++;
            }
            else if (words.Closes(i) && --depth < 0)
            {
                break;
            }
            else if (depth == 0 && words.IsSymbol(i, ','))
            {
                column++;
                isFirst = true;
            }
            else if (words.Is(i, "INSERT") || (depth == 0 && words.Is(i, "FROM")))
            {
                break;
            }
        }

        JudgeRow(row, judge);
        return i;
    }

    private static void JudgeRow(
        List<(string Column, string Value, int Offset)> row, Action<string, string, int> judge)
    {
        string? named = row.Where(cell => SecretRows.IsNameColumn(cell.Column)).Select(cell => cell.Value)
            .FirstOrDefault(name => SecretName.KindOf(name) != SecretNameKind.None);
        foreach ((string column, string value, int offset) in row)
        {
            judge(named is not null && SecretRows.IsValueColumn(column) ? named : column, value, offset);
        }
    }
}

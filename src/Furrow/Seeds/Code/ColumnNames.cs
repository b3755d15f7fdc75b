using System.Text;
using Furrow.Schema;

namespace Furrow.Seeds.Code;

/// <summary>Which column a name in C# means: the one of exactly that name, else of its snake case.</summary>
internal static class ColumnNames
{
    /// <summary>The column, or null.</summary>
    public static Column? Find(Table table, string name) => table.Find(name) ?? table.Find(SnakeCase(name));

    /// <summary><c>StudioId</c> is <c>studio_id</c>, <c>URLPath</c> <c>url_path</c>.</summary>
    public static string SnakeCase(string name)
    {
        StringBuilder snake = new(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            bool beginsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (beginsWord)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }
}

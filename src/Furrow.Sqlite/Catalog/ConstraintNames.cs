using System.Globalization;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// Gives constraints without a name the one that PostgreSQL would give, so that both catalogs compare: a number at the
/// end tells those apart that would be called alike.
/// </summary>
internal sealed class ConstraintNames(string table)
{
    private readonly HashSet<string> _taken = new(SqliteName.Comparer);

    public string Name(string? declared, IEnumerable<string> columns, string suffix)
    {
        if (declared is not null)
        {
            _taken.Add(declared);
            return declared;
        }

        string made = string.Join('_', [table, .. columns, suffix]);
        string name = made;
        for (int number = 1; !_taken.Add(name); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{made}{number}");
        }

        return name;
    }
}

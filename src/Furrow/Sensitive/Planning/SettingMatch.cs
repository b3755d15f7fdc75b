using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Sensitive.Replacement;

namespace Furrow.Sensitive.Planning;

/// <summary>Finds the columns that furrow.yaml means.</summary>
internal static class SettingMatch
{
    private const string Said = "furrow.yaml says so";

    /// <summary>The wishes by column; what cannot be matched becomes a problem.</summary>
    public static Dictionary<ColumnId, ColumnWish> Match(
        ColumnMap map, IEnumerable<SensitiveColumn> settings, List<FurrowException> problems)
    {
        Dictionary<ColumnId, ColumnWish> wishes = [];
        foreach (SensitiveColumn setting in settings)
        {
            if (FindColumn(map, setting, problems) is not { } id)
            {
                continue;
            }

            ColumnWish wish = new(Outcome(setting.Treatment), setting.Generator, Said);
            if (setting.Generator is { } generator && Generators.Find(generator) is null)
            {
                problems.Add(Problem(
                    $"'sensitive.{Name(setting)}' names the generator '{generator}', which there is not"
                    + Meant(Generators.Nearest(generator)),
                    $"Generators are {Generators.Names}."));
            }
            else if (!wishes.TryAdd(id, wish))
            {
                problems.Add(Problem(
                    $"'sensitive' lists the column {id} twice, with and without its schema.", "Keep one of the two."));
            }
        }

        return wishes;
    }

    /// <summary>An error in furrow.yaml.</summary>
    public static FurrowException Problem(string message, string hint) =>
        new(ErrorCode.ConfigInvalid, message) { File = ProjectFile.FileName, Hint = hint };

    private static ColumnId? FindColumn(ColumnMap map, SensitiveColumn setting, List<FurrowException> problems)
    {
        Table[] tables = [.. map.Tables.Where(table => IsMeant(table.Name, setting))];
        if (tables.Length == 1 && tables[0].Find(setting.Column) is not null)
        {
            return new ColumnId(tables[0].Name, setting.Column);
        }

        problems.Add(tables.Length switch
        {
            0 => NoTable(map, setting),
            1 => NoColumn(tables[0], setting),
            _ => Problem(
                $"'sensitive.{Name(setting)}' may mean "
                + string.Join(" or ", tables.Select(table => $"{table.Name}.{setting.Column}")) + ".",
                "Write schema.table.column."),
        });
        return null;
    }

    private static bool IsMeant(ObjectName table, SensitiveColumn setting) =>
        table.Name == setting.Table && (setting.Schema is null || table.Schema == setting.Schema);

    private static FurrowException NoTable(ColumnMap map, SensitiveColumn setting)
    {
        foreach ((ObjectName partition, ObjectName root) in map.Roots)
        {
            if (IsMeant(partition, setting))
            {
                return Problem(
                    $"'sensitive.{Name(setting)}' names a partition, whose columns are those of {root}.",
                    $"Write {root}.{setting.Column}.");
            }
        }

        string? nearest = setting.Schema is null
            ? NearestName.Find(setting.Table, map.Tables.Select(table => table.Name.Name))
            : NearestName.Find($"{setting.Schema}.{setting.Table}", map.Tables.Select(table => table.Name.ToString()));
        return Problem(
            $"'sensitive.{Name(setting)}' names a table that there is not{Meant(nearest)}",
            "Write a table's name as the database has it, or take the entry out.");
    }

    private static FurrowException NoColumn(Table table, SensitiveColumn setting) => Problem(
        $"'sensitive.{Name(setting)}' names a column that {table.Name} does not have"
        + Meant(NearestName.Find(setting.Column, table.Columns.Select(column => column.Name))),
        "Write a column's name as the database has it, or take the entry out.");

    private static string Meant(string? nearest) => nearest is null ? "." : $" — did you mean '{nearest}'?";

    private static string Name(SensitiveColumn setting) =>
        (setting.Schema is null ? "" : setting.Schema + ".") + $"{setting.Table}.{setting.Column}";

    private static SensitiveOutcome Outcome(SensitiveTreatment treatment) => treatment switch
    {
        SensitiveTreatment.Null => SensitiveOutcome.Null,
        SensitiveTreatment.Exclude => SensitiveOutcome.Exclude,
        SensitiveTreatment.Keep => SensitiveOutcome.Keep,
        SensitiveTreatment.Generate => SensitiveOutcome.Generate,
        _ => throw new ArgumentOutOfRangeException(nameof(treatment), treatment, "not a treatment"),
    };
}

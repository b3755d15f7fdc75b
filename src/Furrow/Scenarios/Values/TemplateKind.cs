using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Generators;
using Furrow.Generation.Programs;
using Furrow.Generation.Unique;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Values;

/// <summary>
/// Text put together of other values of the row, and made another one in every row where that is asked for.
/// </summary>
internal static class TemplateKind
{
    private const string RowName = "row";
    private const int DigitsMax = 18;

    private static readonly (string Word, TextFold Fold)[] Folds =
    [
        ("none", TextFold.None), ("lower", TextFold.Lower), ("upper", TextFold.Upper), ("ascii", TextFold.Ascii),
        ("slug", TextFold.Slug),
    ];

    /// <summary>The kind.</summary>
    public static readonly ValueKind Template = new(
        "template",
        ["unique", "fold"],
        "text of other values of the row: {name}, {row}, {####} for digits",
        "{ template: '{first_name}.{row}@example.com', fold: slug }",
        Bind);

    private static CellGenerator? Bind(ValueMap map)
    {
        if (map.Text() is not { } text || Fold(map) is not { } fold)
        {
            return null;
        }

        if (TemplateText.Read(text.Value) is not { } pieces)
        {
            map.Scope.Report(map.Value, "a brace of the template is open, empty or closes nothing", "write {{ for one");
            return null;
        }

        if (pieces.Any(piece => piece.DigitCount > DigitsMax))
        {
            map.Scope.Report(map.Value, $"a template draws at most {DigitsMax} digits at once");
            return null;
        }

        return map.Flag("unique") ? new UniqueTemplateBinder(map, pieces, fold).Bind() : Plain(map, pieces, fold);
    }

    private static TextFold? Fold(ValueMap map)
    {
        string word = map.Word("fold") ?? "none";
        int index = Array.FindIndex(Folds, fold => fold.Word == word);
        if (index >= 0)
        {
            return Folds[index].Fold;
        }

        map.Scope.Report(
            map.Options["fold"], $"fold is '{word}'",
            $"expected one of {string.Join(", ", Folds.Select(fold => fold.Word))}");
        return null;
    }

    private static TemplateGenerator? Plain(ValueMap map, ImmutableArray<TemplatePiece> pieces, TextFold fold)
    {
        List<TemplatePart> parts = [];
        bool isNullable = false;
        foreach (TemplatePiece piece in pieces)
        {
            if (piece.Text is { } text)
            {
                parts.Add(TemplatePart.OfText(text));
            }
            else if (Slot(map, piece, parts.Count) is { } slot)
            {
                isNullable |= map.Request.Table.Program.Slots[slot].Generator.Type.IsNullable;
                parts.Add(TemplatePart.OfSlot(slot, fold));
            }
            else
            {
                return null;
            }
        }

        return new TemplateGenerator(parts, isNullable);
    }

    private static int? Slot(ValueMap map, TemplatePiece piece, int place)
    {
        TableBinder table = map.Request.Table;
        if (piece.Name is not { } name)
        {
            return table.Program.Add(
                $"{map.Request.Name} digits",
                new PatternGenerator(map.Request.Key.Fold((ulong)place), new string('#', piece.DigitCount)));
        }

        if (name == RowName)
        {
            return table.RowSlot(RowPart.Number);
        }

        int? slot = table.SlotOf(name);
        if (slot is { } found && table.Program.Slots[found].Generator.Type.Kind != CellKind.List)
        {
            return found;
        }

        if (slot is not null || table.EntryOf(name) is null)
        {
            string? nearest = NearestName.Find(name, table.OwnNames);
            map.Scope.Report(
                map.Value,
                slot is not null ? $"'{name}' is a list, which has no text"
                    : $"{table.Table.Name.Name} has no value '{name}' here",
                slot is not null || nearest is null || nearest == name ? null : $"did you mean '{nearest}'?");
        }

        return null;
    }
}

/// <summary>Proves that a unique template has a text for every row.</summary>
internal sealed class TemplateCapacity(TableBinder table, string column, UniqueTemplate template) : PlannedWork
{
    /// <inheritdoc />
    public override string Description => $"whether there are enough texts for {table.Program.Name}.{column}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies => [new Dependency.Rows(table.Program)];

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        long wanted = table.Program.Space.End;
        if (wanted > template.Capacity)
        {
            throw new FurrowException(
                ErrorCode.GenerateCapacity,
                $"The unique template of {table.Program.Name}.{column} makes {template.Capacity} different texts, and "
                    + $"{wanted} are wanted.")
            {
                File = table.Scenario.Scope.File,
                Line = table.EntryOf(column)?.Line,
                Hint = "Add {row} or digits ({####}) to the template, or make fewer rows.",
            };
        }
    }
}

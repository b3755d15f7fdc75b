using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Seeds.Code;

/// <summary>
/// Reads what code gives for columns of generated rows: members as of a row, whose values are constants, converted as
/// everywhere, or say what the column is made of.
/// </summary>
internal sealed class GivenColumns(ISeedGenerator generator)
{
    private readonly RowMembers _members = new();

    /// <summary>The columns.</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: columns or values that cannot be.</exception>
    public ImmutableArray<GivenColumn> Read(Table table, string written, object? values)
    {
        if (values is null)
        {
            return [];
        }

        SeedProblems problems = new(written);
        CodeValue constants = new(_members);
        TextPlace place = TextPlace.OfRow(1);
        ImmutableArray<GivenColumn>.Builder columns = ImmutableArray.CreateBuilder<GivenColumn>();
        foreach (RowMember member in MembersOf(written, values))
        {
            Column? column = ColumnNames.Find(table, member.Name);
            string? problem = null;
            if (column is null)
            {
                ReferencePlanner.FindColumn(table, member.Name, out problem);
            }
            else if (columns.Any(given => given.Column.Name == column.Name))
            {
                problem = $"{written}.{column.Name} is given twice";
            }
            else if (generator.IsDefinition(member.Value))
            {
                columns.Add(new GivenColumn(column, member.Value, Text: null));
            }
            else if (member.Value is not null || !TakesDefault(column))
            {
                Conversion converted = ValueConverter.Convert(
                    column.Type, constants.Of(member.Value, column.Type, place));
                problem = converted.Problem is { } misfit ? $"{written}.{column.Name}: {misfit.Message}" : null;
                columns.Add(new GivenColumn(column, Definition: null, converted.Text));
            }

            if (problem is not null)
            {
                problems.Add(place, problem);
            }
        }

        problems.ThrowIfAny(ErrorCode.SeedFailed);
        return columns.ToImmutable();
    }

    // Null is how an object leaves a column out.
    private static bool TakesDefault(Column column) =>
        !column.IsNullable && (column.Default is not null || column.Identity != IdentityKind.None);

    private IReadOnlyList<RowMember> MembersOf(string written, object values) =>
        (RowMembers.IsRow(values) ? _members.Of(values) : null) ?? throw new FurrowException(
            ErrorCode.SeedFailed,
            $"{written}: expected the values of columns, found a value of the type {values.GetType().Name}.")
        {
            Hint = "Give an anonymous object or a dictionary: new { role = \"student\" }.",
        };
}

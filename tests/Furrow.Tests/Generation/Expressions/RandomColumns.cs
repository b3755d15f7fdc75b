using Furrow.Data.Cells;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>Columns of random values, with the names that <see cref="RandomSyntax"/> uses.</summary>
internal static class RandomColumns
{
    public static readonly CellKind[] Kinds =
        [CellKind.Integer, CellKind.Decimal, CellKind.Float, CellKind.Boolean, CellKind.Text, CellKind.Date];

    public static NamedCells Create(Random random, int rows)
    {
        NamedCells names = new();
        names.Row();
        names.Column("i", new CellType(CellKind.Integer), Values(rows, () => random.NextInt64(-3, 4)));
        names.Column("ni", new CellType(CellKind.Integer, true), Values(
            rows, () => random.Next(3) == 0 ? null : random.NextInt64(-3, 4)));
        names.Column("d", new CellType(CellKind.Decimal), Values(rows, () => random.Next(-300, 300) / 100m));
        names.Column("nd", new CellType(CellKind.Decimal, true), Values(
            rows, () => random.Next(3) == 0 ? null : random.Next(-3, 3) / 10m));
        names.Column("f", new CellType(CellKind.Float), Values(rows, () => random.Next(-8, 8) / 4d));
        names.Column("b", new CellType(CellKind.Boolean), Values(rows, () => random.Next(2) == 0));
        names.Column("nb", new CellType(CellKind.Boolean, true), Values(
            rows, () => random.Next(3) switch { 0 => null, 1 => true, _ => false }));
        names.Column("t", new CellType(CellKind.Text), Values(rows, () => Pick(random, ["a", "b", "É b", ""])));
        names.Column("nt", new CellType(CellKind.Text, true), Values(
            rows, () => random.Next(3) == 0 ? null : Pick(random, ["a", "ab"])));
        names.Column("day", new CellType(CellKind.Date), Values(rows, () => random.Next(-400, 21000)));
        return names;
    }

    private static object?[] Values(int rows, Func<object?> next) =>
        [.. Enumerable.Range(0, rows).Select(_ => next())];

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}

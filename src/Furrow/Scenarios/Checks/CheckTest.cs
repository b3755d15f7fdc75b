namespace Furrow.Scenarios.Checks;

/// <summary>
/// A condition bound to cells. As in SQL it holds, does not, or neither: a NULL, or a part left to the database.
/// </summary>
internal abstract class CheckTest
{
    /// <summary>Whether it holds for a row of the batch; null for neither.</summary>
    public abstract bool? Holds(int row);
}

internal sealed class UnknownTest : CheckTest
{
    public override bool? Holds(int row) => null;
}

/// <summary>Both, after SQL's logic of three values.</summary>
internal sealed class AllTest(CheckTest left, CheckTest right) : CheckTest
{
    public override bool? Holds(int row) => left.Holds(row) switch
    {
        false => false,
        true => right.Holds(row),
        null => right.Holds(row) == false ? false : null,
    };
}

internal sealed class AnyTest(CheckTest left, CheckTest right) : CheckTest
{
    public override bool? Holds(int row) => left.Holds(row) switch
    {
        true => true,
        false => right.Holds(row),
        null => right.Holds(row) == true ? true : null,
    };
}

internal sealed class NotTest(CheckTest inner) : CheckTest
{
    public override bool? Holds(int row) => !inner.Holds(row);
}

internal sealed class NullTest(CheckCells cells) : CheckTest
{
    public override bool? Holds(int row) => cells.IsNull(row);
}

internal sealed class CompareTest<T>(
    CheckReader<T> left, CheckComparison comparison, CheckReader<T> right, IComparer<T> order) : CheckTest
{
    public override bool? Holds(int row)
    {
        if (left.IsNull(row) || right.IsNull(row))
        {
            return null;
        }

        int sign = order.Compare(left.Read(row), right.Read(row));
        return comparison switch
        {
            CheckComparison.Equal => sign == 0,
            CheckComparison.NotEqual => sign != 0,
            CheckComparison.Less => sign < 0,
            CheckComparison.LessOrEqual => sign <= 0,
            CheckComparison.Greater => sign > 0,
            _ => sign >= 0,
        };
    }
}

internal sealed class OneOfTest<T>(CheckReader<T> operand, IReadOnlySet<T> values) : CheckTest
{
    public override bool? Holds(int row) => operand.IsNull(row) ? null : values.Contains(operand.Read(row));
}

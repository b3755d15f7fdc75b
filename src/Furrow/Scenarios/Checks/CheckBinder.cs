namespace Furrow.Scenarios.Checks;

/// <summary>
/// Binds a condition to the cells of planned columns. What the database would compare by rules of its own (collations,
/// types that are written as text) is left to it.
/// </summary>
/// <param name="find">The cells of a column; null where its values are not known.</param>
internal sealed class CheckBinder(Func<string, CheckCells?> find)
{
    /// <summary>Whether a part of what was bound is left to the database.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>What judges rows.</summary>
    public CheckTest Bind(CheckNode node) => node switch
    {
        CheckNode.All all => new AllTest(Bind(all.Left), Bind(all.Right)),
        CheckNode.Any any => new AnyTest(Bind(any.Left), Bind(any.Right)),
        CheckNode.Not not => new NotTest(Bind(not.Inner)),
        CheckNode.IsNull { Operand: CheckNode.Column column } when find(column.Name) is { } cells =>
            new NullTest(cells),
        CheckNode.Compare compare => Compare(compare) ?? Unknown(),
        CheckNode.OneOf oneOf => OneOf(oneOf) ?? Unknown(),
        _ => Unknown(),
    };

    private UnknownTest Unknown()
    {
        HasUnknown = true;
        return new UnknownTest();
    }

    private CheckTest? Compare(CheckNode.Compare node) => FormOf(node.Left, node.Right) switch
    {
        CheckForm.Number => Test(node, Numbers, Comparer<decimal>.Default),
        CheckForm.Float => Test(node, Floats, Comparer<double>.Default),
        CheckForm.Flag => Test(node, Flags, Comparer<bool>.Default),
        CheckForm.Text when node.Comparison is CheckComparison.Equal or CheckComparison.NotEqual =>
            Test(node, Texts, StringComparer.Ordinal),
        CheckForm.Date or CheckForm.Time or CheckForm.Timestamp => Times(node),
        _ => null,
    };

    private CheckTest? OneOf(CheckNode.OneOf node) => FormOf(node.Operand, node.Values[0]) switch
    {
        CheckForm.Number => Test(node, Numbers),
        CheckForm.Float => Test(node, Floats),
        CheckForm.Flag => Test(node, Flags),
        CheckForm.Text => Test(node, Texts),
        CheckForm.Date => Test(node, operand => Times(operand, CheckForm.Date)),
        _ => null,
    };

    private CompareTest<long>? Times(CheckNode.Compare node)
    {
        CheckForm? form = FormOf(node.Left, node.Right);
        return Test(node, operand => Times(operand, form!.Value), Comparer<long>.Default);
    }

    private static CompareTest<T>? Test<T>(
        CheckNode.Compare node, Func<CheckNode, CheckReader<T>?> read, IComparer<T> order) =>
        read(node.Left) is { } left && read(node.Right) is { } right
            ? new CompareTest<T>(left, node.Comparison, right, order)
            : null;

    private static OneOfTest<T>? Test<T>(CheckNode.OneOf node, Func<CheckNode, CheckReader<T>?> read)
    {
        CheckReader<T>?[] values = [.. node.Values.Cast<CheckNode>().Select(read)];
        return read(node.Operand) is { } operand && Array.TrueForAll(values, value => value is not null)
            ? new OneOfTest<T>(operand, values.Select(value => value!.Read(0)).ToHashSet())
            : null;
    }

    // Two columns have to be of one form; constants take that of the column.
    private CheckForm? FormOf(CheckNode left, CheckNode right)
    {
        CheckForm? first = FormOf(left);
        CheckForm? second = FormOf(right);
        return left is CheckNode.Constant ? second
            : right is not CheckNode.Constant ? first == second ? first : null
            : first == CheckForm.Flag && right is CheckNode.Constant { Value: decimal } ? CheckForm.Number
            : first;
    }

    private CheckForm? FormOf(CheckNode node) => node switch
    {
        CheckNode.Length { Of: var column } => find(column.Name) is { } cells
            && CheckForms.Of(cells) is CheckForm.Text or CheckForm.Bytes ? CheckForm.Number : null,
        CheckNode.Column column => find(column.Name) is { } cells ? CheckForms.Of(cells, column.Cast) : null,
        _ => null,
    };

    private CheckReader<decimal>? Numbers(CheckNode node) => node switch
    {
        CheckNode.Constant { Value: decimal number } => new ConstantReader<decimal>(number),
        CheckNode.Length length => find(length.Of.Name) is { } cells ? new LengthReader(cells) : null,
        CheckNode.Column column => find(column.Name) is { } cells ? new NumberReader(cells) : null,
        _ => null,
    };

    private CheckReader<double>? Floats(CheckNode node) => node switch
    {
        CheckNode.Constant { Value: decimal number } => new ConstantReader<double>((double)number),
        CheckNode.Column column => find(column.Name) is { } cells ? new FloatReader(cells) : null,
        _ => null,
    };

    private CheckReader<bool>? Flags(CheckNode node) => node switch
    {
        CheckNode.Constant { Value: bool truth } => new ConstantReader<bool>(truth),
        CheckNode.Column column => find(column.Name) is { } cells ? new FlagReader(cells) : null,
        _ => null,
    };

    private CheckReader<string>? Texts(CheckNode node) => node switch
    {
        CheckNode.Constant { Value: string text } => new ConstantReader<string>(text),
        CheckNode.Column column => find(column.Name) is { } cells ? new TextReader(cells) : null,
        _ => null,
    };

    private CheckReader<long>? Times(CheckNode node, CheckForm form) => node switch
    {
        CheckNode.Constant { Value: string text } =>
            CheckForms.TimeOf(form, text) is { } time ? new ConstantReader<long>(time) : null,
        CheckNode.Column column => find(column.Name) is { } cells ? new TimeReader(cells) : null,
        _ => null,
    };
}

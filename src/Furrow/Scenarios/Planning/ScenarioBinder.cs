using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Generation.Keys;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;
using Furrow.Generation.Vocabulary;
using Furrow.Planning;
using Furrow.Scenarios.Inferring;
using Furrow.Scenarios.Reading;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>
/// Gives a scenario its meaning against a catalog: programs for its tables, whose cells are computed by address. Every
/// problem is reported; nothing is computed yet but what planning needs.
/// </summary>
internal sealed class ScenarioBinder
{
    private const int CountPartsMax = 2;

    private readonly Dictionary<string, ScenarioArgument> _arguments = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectName, TableBinder> _binders = [];
    private readonly List<(TableBinder Table, Column Column, TableBinder Target)> _needed = [];
    private readonly List<Table> _missing = [];
    private readonly HashSet<TableBinder> _rowsBound = [];
    private readonly HashSet<string> _readByCells = new(StringComparer.Ordinal);
    private readonly Lazy<VocabularyCatalog> _vocabulary = new(VocabularyCatalog.Open);
    private bool _isBindingRows;

    /// <summary>Creates one.</summary>
    public ScenarioBinder(PlanRequest request)
    {
        Request = request;
        Scenario scenario = request.Choice.Scenario;
        Scope = new ScenarioScope(
            scenario.File, new ConfigProblems(ErrorCode.ScenarioInvalid, $"the scenario {scenario.Name}"));
        Key = CellKey.FromSeed(request.RandomSeed);
        AddArguments(scenario);
    }

    /// <summary>What is to be planned.</summary>
    public PlanRequest Request { get; }

    /// <summary>Where problems are reported.</summary>
    public ScenarioScope Scope { get; }

    /// <summary>The key that everything's is folded from.</summary>
    public CellKey Key { get; }

    /// <summary>The words of all languages.</summary>
    public VocabularyCatalog Vocabulary => _vocabulary.Value;

    /// <summary>The names of parameters and the like.</summary>
    public IEnumerable<string> ArgumentNames => _arguments.Keys;

    /// <summary>Tables whose rows are needed and are not there: to be read before planning again.</summary>
    public IReadOnlyList<Table> Missing => _missing;

    /// <summary>The parameters that decide cells, and not only how many rows there are.</summary>
    public IReadOnlySet<string> ReadByCells => _readByCells;

    /// <summary>Plans; null where rows of <see cref="Missing"/> tables are needed first.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>scenario.invalid</c> or <c>generate.capacity</c>: with every problem that could be found.
    /// </exception>
    public GenerationPlan? Plan(CancellationToken cancellationToken)
    {
        List<(TableBinder Binder, ImmutableArray<PlannedColumn> Columns)> tables = [];
        foreach (ScenarioTable definition in Request.Choice.Scenario.Tables)
        {
            AddTable(definition);
        }

        foreach (TableBinder binder in _binders.Values.Where(known => known.Definition is not null).ToArray())
        {
            EnsureRows(binder);
        }

        foreach (TableBinder binder in _binders.Values.Where(known => known.Definition is not null).ToArray())
        {
            tables.Add((binder, new ColumnsBinder(Scope, binder).Bind()));
        }

        Scope.Problems.ThrowIfAny();
        if (_missing.Count > 0)
        {
            return null;
        }

        Readying readying = new(cancellationToken, Request.MemoryBytes);
        foreach ((TableBinder binder, ImmutableArray<PlannedColumn> columns) in tables)
        {
            readying.Ensure(new Dependency.Rows(binder.Program));
            foreach (PlannedColumn column in columns)
            {
                readying.Ensure(new Dependency.Cells(binder.Program, column.Slot));
            }
        }

        RefuseEmptyTargets();
        return Arrange(tables, readying);
    }

    /// <summary>The binder of a table: of one that the scenario fills, else of its rows that are there.</summary>
    public TableBinder? BinderOf(ObjectName name)
    {
        if (_binders.TryGetValue(name, out TableBinder? known))
        {
            return known;
        }

        if (Request.Schema.Find(name) is not { } table)
        {
            return null;
        }

        if (!Request.Stored.TryGetValue(name, out TableProgram? rows))
        {
            rows = StoredRows.Of(table, []);
            _missing.Add(table);
        }

        TableBinder stored = new(this, definition: null, table, rows);
        _binders.Add(name, stored);
        return stored;
    }

    /// <summary>The binder of a table as the scenario writes it; null after a problem was reported.</summary>
    public TableBinder? BinderOf(string name, int line, int column)
    {
        Table[] found = Find(name);
        if (found.Length == 1)
        {
            return BinderOf(found[0].Name);
        }

        string? nearest = NearestName.Find(name, Request.Schema.Tables.Select(table => table.Name.Name));
        Scope.Report(
            line,
            column,
            found.Length == 0 ? $"there is no table '{name}'"
                : $"'{name}' could be {string.Join(" or ", found.Select(table => table.Name))}",
            found.Length > 0 ? "write the schema before the name"
                : nearest is null ? "migrate first, or mend the name" : $"did you mean '{nearest}'?");
        return null;
    }

    /// <summary>What a name without points means that is none of a table's.</summary>
    public ScenarioArgument? Argument(string name)
    {
        if (!_isBindingRows)
        {
            _readByCells.Add(name);
        }

        return _arguments.GetValueOrDefault(name);
    }

    /// <summary>What <c>count(table)</c> and <c>count(table, filter)</c> mean.</summary>
    public ExpressionSymbol? Count(
        CallSyntax call, ExpressionText source, ICollection<FurrowException> problems)
    {
        (int line, int column) = source.PlaceOf(call.Start);
        if (call.Arguments.Length is 0 or > CountPartsMax || call.Arguments[0] is not NameSyntax name)
        {
            problems.Add(new FurrowException(
                ErrorCode.ScenarioInvalid, "count needs a table, and may have a condition: count(users, is_active).")
            {
                File = source.File,
                Line = line,
                Column = column,
            });
            return null;
        }

        if (BinderOf(name.Path, line, column) is not { } target)
        {
            return new UnusableSymbol($"There is no table '{name.Path}' to count.", null);
        }

        if (call.Arguments.Length == 1)
        {
            return Counted(call, new Candidates(target.Program));
        }

        BoundExpression? filter = BoundExpression.Bind(
            source, call.Arguments[1], target, new CellType(CellKind.Boolean, IsNullable: true), problems);
        return filter is null
            ? null
            : Counted(call, new Candidates(target.Program, new QualifyingRows(
                target.Program, target.Program.Add("count", Generator(filter, target.Key.Fold("count"))))));
    }

    /// <summary>What computes an expression, with the values of its arguments and what they depend on.</summary>
    public static CellGenerator Generator(BoundExpression expression, CellKey key)
    {
        CellGenerator generator = expression.ToGenerator(key, ValueOf);
        Dependency[] dependencies =
            [.. expression.Arguments.OfType<ScenarioArgument>().SelectMany(argument => argument.Dependencies)];
        return dependencies.Length == 0 ? generator : new DependentCells(generator, dependencies);
    }

    /// <summary>An argument's value.</summary>
    public static Scalar ValueOf(ArgumentSymbol argument) => ((ScenarioArgument)argument).Value();

    /// <summary>Notes that a column cannot be filled without rows of another table.</summary>
    public void NeedRows(TableBinder table, Column column, TableBinder target) => _needed.Add((table, column, target));

    /// <summary>Binds what a table's rows belong to, unless that was begun: whoever asks for a way finds it.</summary>
    public void EnsureRows(TableBinder table)
    {
        if (table.Definition is null || !_rowsBound.Add(table))
        {
            return;
        }

        bool isBindingRows = _isBindingRows;
        _isBindingRows = false;
        new RowsBinder(this, table).Bind();
        _isBindingRows = isBindingRows;
    }

    /// <summary>Binds what decides how many rows there are: parameters that only that reads change no cell.</summary>
    public T BindRows<T>(Func<T> bind)
    {
        _isBindingRows = true;
        try
        {
            return bind();
        }
        finally
        {
            _isBindingRows = false;
        }
    }

    private static ScenarioArgument Counted(CallSyntax call, Candidates candidates) => new(
        $"count({((NameSyntax)call.Arguments[0]).Path})",
        new CellType(CellKind.Integer),
        () => new Scalar(CellKind.Integer, candidates.Count),
        candidates.Dependencies);

    private void AddArguments(Scenario scenario)
    {
        foreach (ScenarioParameter parameter in scenario.Parameters)
        {
            string text = Request.Choice.Parameters[parameter.Name];
            object value = parameter.Kind switch
            {
                CellKind.Integer => long.Parse(text, CultureInfo.InvariantCulture),
                CellKind.Decimal => decimal.Parse(text, CultureInfo.InvariantCulture),
                CellKind.Boolean => text == "true",
                CellKind.Date => DayOf(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                _ => text,
            };
            _arguments.Add(parameter.Name, ScenarioArgument.Of(parameter.Name, parameter.Kind, value));
        }

        _arguments.Add("as_of", ScenarioArgument.Of("as_of", CellKind.Date, DayOf(Request.AsOf)));
    }

    /// <summary>A day as cells hold it.</summary>
    public static int DayOf(DateOnly day) => day.DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    private Table[] Find(string name) =>
    [
        .. Request.Schema.Tables.Where(table => table.OwnedByExtension is null
            && (table.Name.Name == name || table.Name.ToString() == name)),
    ];

    /// <summary>Begins with a table of the scenario.</summary>
    public void AddTable(ScenarioTable definition)
    {
        Table[] found = Find(definition.Name);
        if (found.Length != 1)
        {
            BinderOf(definition.Name, definition.Entry.Line, definition.Entry.Column);
            return;
        }

        if (_binders.TryGetValue(found[0].Name, out TableBinder? twice))
        {
            Scope.Report(
                definition.Entry,
                $"the table {found[0].Name.Name} is filled twice, as {twice.Definition!.Name} before");
            return;
        }

        ScenarioTable whole = definition.Infers
            ? TableInference.Complete(definition, found[0], Request.Dialect)
            : definition;
        _binders.Add(found[0].Name, new TableBinder(this, whole, found[0], new TableProgram(definition.Name)));
    }

    private void RefuseEmptyTargets()
    {
        foreach ((TableBinder table, Column column, TableBinder target) in _needed)
        {
            if (table.Program.Space.Count > 0 && target.Program.Space.Count == 0)
            {
                throw new FurrowException(
                    ErrorCode.GenerateCapacity,
                    $"{table.Table.Name.Name}.{column.Name} refers to {target.Table.Name.Name}, which has no rows.")
                {
                    File = Scope.File,
                    Line = table.Definition?.Entry.Line,
                    Hint = $"Add {target.Table.Name.Name} to the scenario, or seed it first.",
                };
            }
        }
    }

    private GenerationPlan Arrange(
        List<(TableBinder Binder, ImmutableArray<PlannedColumn> Columns)> tables, Readying readying)
    {
        LoadPlan order = LoadPlanner.Plan(Request.Schema, Request.Capabilities, new LoadPlanOptions
        {
            Tables = [.. tables.Select(table => table.Binder.Table.Name)],
            RowCounts = tables.ToImmutableDictionary(
                table => table.Binder.Table.Name, table => table.Binder.Program.Space.Count),
            CanOrderRows = false,
        });
        order.ThrowIfImpossible(ErrorCode.ScenarioInvalid);
        Dictionary<ObjectName, PlannedTable> planned = tables.ToDictionary(
            table => table.Binder.Table.Name,
            table => new PlannedTable(
                table.Binder.Table, table.Binder.Program, table.Columns, table.Binder.Keys));
        return new GenerationPlan
        {
            Tables = [.. order.Tables.Where(planned.ContainsKey).Select(name => planned[name])],
            LoadPlan = order,
            ByteCount = readying.ByteCount,
        };
    }
}

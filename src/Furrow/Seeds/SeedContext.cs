using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds.Code;

namespace Furrow.Seeds;

/// <summary>
/// What a C# seed works with: the transaction it runs in, rows, look-ups, its files, the host's services. One call at a
/// time, and none after the seed is over.
/// </summary>
public sealed partial class SeedContext
{
    private const int CommandsKeptMax = 100;

    private readonly SeedFile _seed;
    private readonly SeedStepContext _step;
    private readonly CodeTable _table;
    private readonly LookUpCache _lookUps = new();
    private readonly List<Func<CancellationToken, Task>> _onCommitted = [];
    private readonly List<string> _secrets = [];
    private readonly List<WeakReference<DbCommand>> _commands = [];
    private SecretRedactor _redactor = SecretRedactor.None;
    private volatile bool _isOver;
    private int _callCount;

    internal SeedContext(SeedFile seed, SeedStepContext step)
    {
        _seed = seed;
        _step = step;
        _table = new CodeTable(step);
    }

    /// <summary>The seed's name: <c>development/01_test_users</c>.</summary>
    public string SeedName => _seed.Name;

    /// <summary>The environment in force: <c>development</c>, <c>test</c>, …</summary>
    public string Environment => _step.Environment;

    /// <summary>Whether everything will be rolled back: leave out what a database cannot take back.</summary>
    public bool IsDryRun => _step.Surroundings.IsDryRun;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => _step.Clock;

    /// <summary>The full path of the folder that the seed lies in; data files are found from here.</summary>
    public string SeedDirectory => Path.GetDirectoryName(_seed.Path)!;

    /// <summary>The connection, with the seed's transaction open on it. Leave both open.</summary>
    public DbConnection Connection => Open().Session.Connection;

    /// <summary>The transaction, for drivers and libraries that ask for it. Committing it fails the seed.</summary>
    public DbTransaction Transaction => Open().Session.Transaction
        ?? throw new InvalidOperationException("The seed has no transaction open.");

    /// <summary>What the host's services are asked of; null where it gave none.</summary>
    public IServiceProvider? Services => _step.Surroundings.Services;

    internal bool IsOver => _isOver;

    internal SecretRedactor Redactor => _redactor;

    /// <summary>A command inside the seed's transaction.</summary>
    public DbCommand CreateCommand(string sql)
    {
        _lookUps.Clear();
        SeedStepContext step = Open();
        if (!RowStatement.Is(sql))
        {
            step.ForgetSchema();
        }

        DbCommand command = step.Session.CreateCommand(sql);
        if (_commands.Count % CommandsKeptMax == CommandsKeptMax - 1)
        {
            _commands.RemoveAll(kept => !kept.TryGetTarget(out _));
        }

        _commands.Add(new WeakReference<DbCommand>(command));
        return command;
    }

    /// <summary>A service of the host; null where it has none of that type.</summary>
    public T? GetService<T>()
        where T : class => Services?.GetService(typeof(T)) as T;

    /// <summary>A service of the host.</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: it has none of that type.</exception>
    public T GetRequiredService<T>()
        where T : class => GetService<T>() ?? throw new FurrowException(
            ErrorCode.SeedFailed,
            Services is null
                ? $"{SeedName} asks for the service {typeof(T).Name}, and whoever runs it gives none."
                : $"{SeedName} asks for the service {typeof(T).Name}, which is not registered.")
        {
            Hint = "Run it in the application that registers it: options.Services = provider.",
        };

    /// <summary>
    /// An environment variable or one of <c>.env</c>; null where it is not set. No message or event shows its value.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: the seed is not volatile.</exception>
    public string? Variable(string name)
    {
        if (!_seed.IsVolatile)
        {
            throw new FurrowException(
                ErrorCode.SeedFailed, $"{SeedName} reads the variable {name}, which only a volatile seed may.")
            {
                Hint = "Set IsVolatile = true in its Info, so that what it writes stays out of snapshots.",
            };
        }

        if (!_step.Surroundings.Variables.TryGetValue(name, out string? value))
        {
            return null;
        }

        _secrets.Add(value);
        _redactor = new SecretRedactor([.. _secrets]);
        return value;
    }

    /// <summary>Says something in the log and at the terminal.</summary>
    public void Log(string message) => _step.Events.Emit(new SeedLogged(SeedName, _redactor.Redact(message)));

    /// <summary>Says something that people should look at.</summary>
    public void Warn(string message) =>
        _step.Events.Emit(new WarningRaised($"{SeedName}: {_redactor.Redact(message)}", Hint: null));

    /// <summary>Says how far long work has got.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">How many there are; null while nobody knows.</param>
    /// <param name="unit">What is counted.</param>
    public void Progress(long done, long? total = null, string unit = "rows") =>
        _step.Events.Emit(new ProgressMade(EventOperation.Insert, $"seed {SeedName}", unit, done, total));

    /// <summary>
    /// What to do once the seed is committed, in order: never in a dry run, never when it fails. It has no transaction.
    /// </summary>
    public void OnCommitted(Func<CancellationToken, Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Open();
        _onCommitted.Add(action);
    }

    /// <summary>Opens a file for reading; a relative path begins at the seed's own folder.</summary>
    public Stream OpenRead(string path) => File.OpenRead(Path.Combine(SeedDirectory, path));

    /// <summary>Opens a text file in UTF-8; a relative path begins at the seed's own folder.</summary>
    public StreamReader OpenText(string path) => new(OpenRead(path));

    /// <summary>The seed is over: whatever of it still runs gets at the database no more.</summary>
    internal void Close() => _isOver = true;

    /// <summary>Ends the commands that the seed waits for without looking at its token.</summary>
    internal void Interrupt()
    {
        foreach (WeakReference<DbCommand> reference in _commands)
        {
            if (reference.TryGetTarget(out DbCommand? command))
            {
                _step.Session.Interrupt(command);
            }
        }
    }

    /// <summary>Does what is to be done after the commit.</summary>
    internal async Task CommittedAsync(CancellationToken cancellationToken)
    {
        foreach (Func<CancellationToken, Task> action in _onCommitted)
        {
            await action(cancellationToken);
        }
    }

    private SeedStepContext Open() => _isOver
        ? throw new InvalidOperationException($"{SeedName} is over, and something of it goes on: await every task.")
        : _step;
}

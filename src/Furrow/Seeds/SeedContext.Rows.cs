using System.Data.Common;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds.Code;

namespace Furrow.Seeds;

/// <content>
/// Rows. A row is an anonymous object, a record, an object with properties, a dictionary or a row that was found; a
/// property is the column of its name or of its name in snake case. Values are converted by the column's type, and what
/// it would round or cut is refused. A call that fails leaves nothing of itself.
/// </content>
public sealed partial class SeedContext
{
    /// <summary>Inserts one row.</summary>
    /// <returns>The row with what the database filled in: numbers, defaults, computed columns.</returns>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: the row does not fit, or is refused.</exception>
    public async Task<FoundRow> InsertAsync(string table, object row, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundRow> inserted = RowMembers.IsRow(row)
            ? await InsertReturningAsync(table, row, cancellationToken)
            : throw new FurrowException(ErrorCode.SeedFailed, $"{table}: expected one row, found a list.")
            {
                Hint = "Use InsertAllAsync, or InsertReturningAsync where the inserted rows are wanted.",
            };
        return inserted.Count == 1 ? inserted[0] : throw new FurrowException(
            ErrorCode.SeedFailed, $"{table}: the database took the row and kept none, as a trigger may do.");
    }

    /// <summary>Inserts a list of rows in their order, in few statements.</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: rows do not fit, or are refused.</exception>
    public Task InsertAllAsync(string table, object rows, CancellationToken cancellationToken) =>
        WriteAsync(table, () => _table.InsertAsync(table, rows, isReturning: false, cancellationToken));

    /// <summary>The same, and returns the inserted rows with what the database filled in.</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: rows do not fit, or are refused.</exception>
    public Task<IReadOnlyList<FoundRow>> InsertReturningAsync(
        string table, object rows, CancellationToken cancellationToken) =>
        WriteAsync(table, () => _table.InsertAsync(table, rows, isReturning: true, cancellationToken));

    /// <summary>
    /// Inserts the rows whose key is missing and updates the others where a value differs; columns that are not given
    /// stay as they are.
    /// </summary>
    /// <param name="table">The table, with its schema where that is not the default one.</param>
    /// <param name="key">
    /// The columns that find a row again; null for the primary key if every row gives it, else the one unique key that
    /// every row gives.
    /// </param>
    /// <param name="rows">One row, or a list of them.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: rows do not fit, or are refused.</exception>
    public Task<UpsertCounts> UpsertAsync(
        string table, IReadOnlyList<string>? key, object rows, CancellationToken cancellationToken) =>
        WriteAsync(table, () => _table.UpsertAsync(table, key, rows, cancellationToken));

    /// <summary>Deletes the rows that have these values; NULL is a value here.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: no column given, or the database refuses.</exception>
    public Task<long> DeleteAsync(string table, object by, CancellationToken cancellationToken) =>
        WriteAsync(table, () => _table.DeleteAsync(table, by, cancellationToken));

    /// <summary>The one row that has these values; null where there is none.</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: more than one row has them.</exception>
    public async Task<FoundRow?> FindAsync(string table, object by, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundRow> found = await CallAsync(
            () => _table.FindAsync(table, by, rowCountMax: 2, cancellationToken));
        return found.Count < 2 ? found.SingleOrDefault() : throw new FurrowException(
            ErrorCode.SeedFailed, $"More than one row of {table} has these values; one at most was expected.")
        {
            Hint = "Look by the columns of a key, or use FindAllAsync.",
        };
    }

    /// <summary>The same as an object (<see cref="FoundRow.To{T}"/>).</summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: more than one row has them.</exception>
    public async Task<T?> FindAsync<T>(string table, object by, CancellationToken cancellationToken)
        where T : class => (await FindAsync(table, by, cancellationToken))?.To<T>();

    /// <summary>Every row that has these values, by primary key; all rows without <paramref name="by"/>.</summary>
    public Task<IReadOnlyList<FoundRow>> FindAllAsync(
        string table, object? by, CancellationToken cancellationToken) =>
        CallAsync(() => _table.FindAsync(table, by, rowCountMax: null, cancellationToken));

    /// <summary>
    /// The one row that has these values. The answer is remembered: asking again asks no database, until this seed
    /// writes to the table or runs a statement of its own.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>seed.failed</c>: no row has them, or more than one.</exception>
    public async Task<FoundRow> LookUpAsync(string table, object by, CancellationToken cancellationToken)
    {
        RowSearch search = await CallAsync(() => _table.SearchAsync(table, by, cancellationToken));
        if (_lookUps.Find(search) is { } known)
        {
            return known;
        }

        FoundRow found = await FindAsync(table, by, cancellationToken) ?? throw new FurrowException(
            ErrorCode.SeedFailed,
            $"No row of {table} has that {string.Join(", ", search.By.Select(column => column.Name))}.")
        {
            Hint = "Depend on the seed that writes it, or use FindAsync where it may be missing.",
        };
        _lookUps.Add(search, found);
        return found;
    }

    /// <summary>Runs a statement; <paramref name="parameters"/> are those of an object: <c>@email</c>.</summary>
    /// <returns>How many rows it changed; -1 where that means nothing.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            await using DbCommand command = Prepare(CreateCommand(sql), parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    /// <summary>The first column of a query's first row; default where there is no row or it is NULL.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object? parameters, CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            await using DbCommand command = Prepare(Open().Session.CreateCommand(sql), parameters);
            object? value = await command.ExecuteScalarAsync(cancellationToken);
            Type type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
            return value switch
            {
                null or DBNull => default,
                T fits => fits,
                string text when CellReader.Read(type, text) is T read => read,
                _ => (T)Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
            };
        });

    private static DbCommand Prepare(DbCommand command, object? parameters)
    {
        foreach (RowMember member in parameters is null ? [] : new RowMembers().Of(parameters) ?? [])
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = member.Name;
            parameter.Value = member.Value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async Task<T> WriteAsync<T>(string table, Func<Task<T>> write)
    {
        T written = await CallAsync(write);
        Table found = (await _table.SearchAsync(table, by: null, CancellationToken.None)).Table;
        _lookUps.Forget(found.Name);
        return written;
    }

    // Two calls at once would mix on the one connection, and complain in the driver's words.
    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        Open();
        if (Interlocked.Increment(ref _callCount) > 1)
        {
            Interlocked.Decrement(ref _callCount);
            throw new InvalidOperationException(
                $"{SeedName} calls its context twice at once: await each call before the next.");
        }

        try
        {
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _callCount);
        }
    }
}

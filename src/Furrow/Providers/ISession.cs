using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>One open connection. Not for use by two tasks at once.</summary>
public interface ISession : IAsyncDisposable
{
    /// <summary>The connection itself, for what the methods below do not cover.</summary>
    DbConnection Connection { get; }

    /// <summary>What answered.</summary>
    ServerInfo Server { get; }

    /// <summary>The driver's transaction that is open; null outside of one.</summary>
    DbTransaction? Transaction { get; }

    /// <summary>A command on this connection, inside its current transaction.</summary>
    DbCommand CreateCommand(string sql);

    /// <summary>
    /// Runs a command inside the open transaction whose rows nothing in it looks at: before the commit at the latest,
    /// where the server is asked for something anyway.
    /// </summary>
    Task ExecuteByCommitAsync(DbCommand command, CancellationToken cancellationToken) =>
        command.ExecuteNonQueryAsync(cancellationToken);

    /// <summary>Ends a command of this session that another thread waits for; nothing where none is running.</summary>
    void Interrupt(DbCommand command);

    /// <summary>Begins the one transaction that this session may have open.</summary>
    Task<ISessionTransaction> BeginAsync(TransactionRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Runs one statement of a script, COPY … FROM STDIN with its data included; returns the rows affected or -1.
    /// </summary>
    Task<long> ExecuteAsync(SqlStatement statement, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a script's statements one after another inside the open transaction, in as few exchanges with the server as
    /// it allows, up to the first that fails; <paramref name="countsRows"/>: whether to count what they write.
    /// </summary>
    Task<ScriptOutcome> RunAsync(
        IReadOnlyList<SqlStatement> statements, bool countsRows, CancellationToken cancellationToken);

    /// <summary>
    /// Has the database read a SELECT, INSERT, UPDATE, DELETE or their like against its catalog without running it;
    /// throws what running it would throw for names and types that do not fit.
    /// </summary>
    Task AnalyseAsync(SqlStatement statement, CancellationToken cancellationToken);

    /// <summary>The catalog, without the system's and furrow's own tables, in a constant number of queries.</summary>
    Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Every definition that a migration can make, in a normal form, in a constant number of queries: without the
    /// system's, without what belongs to an extension, without furrow's own tables.
    /// </summary>
    Task<DatabaseCatalog> ReadCatalogAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes back what scripts left in the session itself: settings, role, temporary tables. Outside of a transaction.
    /// </summary>
    Task ResetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Exact row counts of every user table, ordered by name; without partitions' parents counted twice.
    /// </summary>
    Task<ImmutableArray<TableRowCount>> CountRowsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Hashes of tables' rows, in the order asked for and as of one moment: equal for equal rows in whatever order they
    /// lie, whatever the session's settings. No row leaves the database.
    /// </summary>
    Task<ImmutableArray<TableContent>> HashRowsAsync(
        IReadOnlyList<ContentRequest> requests, CancellationToken cancellationToken);

    /// <summary>Whether there is any user table, without counting.</summary>
    Task<bool> HasUserTablesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Rows written so far per table, cumulative; take the difference of two calls (<see cref="ChangeCounts.Since"/>).
    /// Meaningful only inside a transaction.
    /// </summary>
    Task<ChangeCounts> ReadChangesAsync(CancellationToken cancellationToken);

    /// <summary>Begins to keep what the open transaction writes.</summary>
    Task<IChangeCapture> BeginCaptureAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Puts back what the work of one row of the seed history wrote, all of it or, where a row was changed since,
    /// nothing. Triggers stay silent and nothing else is changed. Belongs into a transaction that
    /// <see cref="TransactionRequest.IsRepeatable"/>.
    /// </summary>
    Task<UndoResult> UndoAsync(long historyId, CancellationToken cancellationToken);

    /// <summary>
    /// Where each sequence stands that numbers a user's column and may be set, by name. Empty where sequences roll back
    /// with their transaction.
    /// </summary>
    Task<ImmutableArray<SequenceValue>> ReadSequencesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Sets sequences back to where they stood, except those whose columns hold a value beyond that: somebody used
    /// them. Returns how many were set. Sequences that are gone are passed over.
    /// </summary>
    Task<int> SetSequencesBackAsync(
        IReadOnlyList<SequenceValue> positions, CancellationToken cancellationToken);

    /// <summary>Inserts the rows whose key is missing and updates the others where a value differs.</summary>
    Task<UpsertCounts> UpsertAsync(RowBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// For each key, the value of one column of the row that has it, in canonical text; null where there is no row.
    /// </summary>
    /// <exception cref="Errors.FurrowException">A key matches more than one row.</exception>
    Task<IReadOnlyList<string?>> LookUpAsync(RowLookUp lookUp, CancellationToken cancellationToken);

    /// <summary>Inserts rows in their order and returns what is wanted of them, in the same order.</summary>
    Task<IReadOnlyList<string?[]>> InsertAsync(RowInsert insert, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to load generated rows into one table, as fast as the database takes them. Belongs into a transaction.
    /// </summary>
    Task<IBulkLoad> BeginBulkLoadAsync(BulkRequest request, CancellationToken cancellationToken);

    /// <summary>The rows meant, in canonical text, by primary key where there is one.</summary>
    Task<IReadOnlyList<string?[]>> FindAsync(RowSearch search, CancellationToken cancellationToken);

    /// <summary>Some of a table's rows in canonical text, in no order; a row may come twice.</summary>
    Task<IReadOnlyList<string?[]>> SampleAsync(RowSample sample, CancellationToken cancellationToken);

    /// <summary>Deletes the rows meant and returns how many there were.</summary>
    Task<long> DeleteAsync(RowSearch search, CancellationToken cancellationToken);

    /// <summary>
    /// Empties tables, starts their numbering anew and counts their rows; nothing else changes: no trigger of the
    /// user's fires, no key cascades. Belongs into a transaction.
    /// </summary>
    Task<ClearOutcome> ClearAsync(ClearRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Drops what the role owns in the user's schemas, but for furrow's own and what extensions own. Belongs into a
    /// transaction for <see cref="TransactionPurpose.SchemaChange"/>.
    /// </summary>
    Task<DropOutcome> DropOwnedAsync(DropRequest request, CancellationToken cancellationToken);

    /// <summary>What applying migrations step by step, or only on trial, needs besides.</summary>
    IStepWork Steps { get; }

    /// <summary>What moving whole tables between databases and files needs besides.</summary>
    ITransferWork Transfer { get; }

    /// <summary>What looking over rows needs besides.</summary>
    IIntegrityWork Integrity { get; }

    /// <summary>The same as <see cref="IDatabaseProvider.Explain"/>.</summary>
    DatabaseFault Explain(Exception exception);
}

/// <summary>
/// What answered: <paramref name="Version"/> for people (<c>15.18</c>), major number for comparisons.
/// </summary>
public sealed record ServerInfo(string Version, int Major, string Encoding, string Collation, string User);

/// <summary>What a transaction is for.</summary>
public enum TransactionPurpose
{
    /// <summary>Reads and writes rows.</summary>
    Work,

    /// <summary>
    /// Changes definitions. On SQLite foreign keys are off while it runs, as a table rebuild needs, and checked
    /// before it commits.
    /// </summary>
    SchemaChange,

    /// <summary>Creates furrow's own tables: one process at a time, whoever comes first.</summary>
    Bootstrap,
}

/// <summary>
/// What a transaction asks for. <paramref name="LockTimeout"/>: how long one statement may wait for a lock; null for
/// the server's default.
/// </summary>
public sealed record TransactionRequest(TransactionPurpose Purpose, TimeSpan? LockTimeout = null)
{
    /// <summary>
    /// What follows <c>BEGIN</c>, such as <c>ISOLATION LEVEL SERIALIZABLE</c>; null for the server's READ COMMITTED.
    /// </summary>
    public string? Modes { get; init; }

    /// <summary>
    /// Whether it sees the database as it was at its first statement, whatever others commit meanwhile. A conflict with
    /// them is then an error (<see cref="DatabaseFault.IsTransient"/>), after which the whole of it may be tried again.
    /// </summary>
    public bool IsRepeatable { get; init; }
}

/// <summary>A transaction: committed by <see cref="CommitAsync"/> alone; disposing it otherwise rolls back.</summary>
public interface ISessionTransaction : IAsyncDisposable
{
    /// <summary>The driver's transaction, for savepoints.</summary>
    DbTransaction Transaction { get; }

    /// <summary>
    /// Checks what is deferred, as a commit would, and goes on: what is deferred from the start is so again afterwards.
    /// </summary>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Checks what is deferred, then commits.</summary>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Undoes everything.</summary>
    Task RollbackAsync(CancellationToken cancellationToken);
}

/// <summary>A database's complaint: what kind, and where the server says it was.</summary>
public sealed record DatabaseFault
{
    /// <summary>
    /// One of <see cref="Errors.ErrorCode"/>'s <c>database.*</c> codes for connection faults, otherwise null.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>The server's message, without row values.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// The server's detail, without row values (a key's column names stay, its values are cut); null when it gave
    /// none.
    /// </summary>
    public string? Detail { get; init; }

    /// <summary>The server's own hint; null when it gave none.</summary>
    public string? Hint { get; init; }

    /// <summary>The five-character SQLSTATE, or SQLite's result code as text.</summary>
    public string? SqlState { get; init; }

    /// <summary>Where in the statement, in characters from 1; null when unknown.</summary>
    public int? Position { get; init; }

    /// <summary>The table at fault, where the server names it.</summary>
    public string? Table { get; init; }

    /// <summary>The column at fault, where the server names it.</summary>
    public string? Column { get; init; }

    /// <summary>The constraint at fault, where the server names it.</summary>
    public string? Constraint { get; init; }

    /// <summary>For COPY: the line of the data at fault, from 1.</summary>
    public int? CopyLine { get; init; }

    /// <summary>Whether a statement waited for a lock longer than it may.</summary>
    public bool IsLockTimeout { get; init; }

    /// <summary>Whether the same transaction may succeed when it is run again: a deadlock, a conflict.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the statement cannot run in the transaction that it was run in.</summary>
    public bool RefusesTransaction { get; init; }

    /// <summary>Whether the role may not do it, or the session may only read.</summary>
    public bool IsPermissionDenied { get; init; }

    /// <summary>Whether the connection is gone.</summary>
    public bool IsConnectionLost { get; init; }
}

using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.Sqlite.Catalog;
using Furrow.Sqlite.Rows;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Transfer;

/// <summary>Whole tables of a SQLite database, in and out.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">Its open transaction.</param>
/// <param name="statePrefix">What the names of furrow's own tables begin with.</param>
/// <param name="encoding">How the database keeps text: <c>UTF-8</c>, <c>UTF-16le</c>, <c>UTF-16be</c>.</param>
internal sealed class SqliteTransfer(
    SqliteConnection connection, Func<SqliteTransaction?> transaction, string statePrefix, string encoding)
    : ITransferWork
{
    private const int BatchRows = 1_000;
    private const string Numbers = "sqlite_sequence";

    // Rows that break a key, which nothing may have kept out, are restored as they are.
    public ScriptFrame Script => new(
        [
            .. encoding == "UTF-8" ? [] : (string[])[$"PRAGMA encoding = '{encoding}'"],
            "PRAGMA foreign_keys = OFF",
        ],
        "BEGIN",
        "COMMIT");

    /// <summary>Nothing: a reader sees one state, definitions included, until its transaction ends.</summary>
    public Task PrepareAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<long> EstimateBytesAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        Task.FromResult(tables.Count == 0 ? 0 : Number("PRAGMA page_count") * Number("PRAGMA page_size"));

    public Task<long> WriteRowsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken) =>
        new RowReading(connection, transaction(), rows).WriteAsync(new CopyLines(rows), target, cancellationToken);

    public async Task<long> WriteStatementsAsync(
        RowSelection rows, Stream target, CancellationToken cancellationToken)
    {
        using InsertLines lines = new(rows, encoding, connection);
        return await new RowReading(connection, transaction(), rows).WriteAsync(lines, target, cancellationToken);
    }

    public async Task<long> WriteStatementsAsync(
        RowSelection rows,
        Func<Stream, CancellationToken, Task<long>> write,
        Stream target,
        CancellationToken cancellationToken)
    {
        using InsertLines lines = new(rows, encoding, connection);
        await using InsertStream inserts = new(lines, target);
        long count = await write(inserts, cancellationToken);
        await inserts.FlushAsync(cancellationToken);
        return count;
    }

    public async Task<long> LoadRowsAsync(RowSelection rows, Stream source, CancellationToken cancellationToken)
    {
        ImmutableArray<Column> columns = [.. rows.Columns.Select(column => column.Column)];
        List<string?[]> batch = [];
        long count = 0;
        await foreach (CopyRow row in
            CopyRowReader.ReadRowsAsync(source, ErrorCode.ImportFailed, cancellationToken))
        {
            batch.Add(row.Fields);
            count++;
            if (batch.Count == BatchRows)
            {
                Insert(rows.Table, columns, batch, cancellationToken);
            }
        }

        Insert(rows.Table, columns, batch, cancellationToken);
        return count;
    }

    public Task<LoadFrame> ReadFrameAsync(LoadFrameRequest request, CancellationToken cancellationToken)
    {
        HashSet<string> tables = new(request.Tables.Select(table => table.Name.Name), SqliteName.Comparer);
        List<ScriptObject> objects = ReadObjects();
        ScriptObject[] triggers =
            [.. objects.Where(found => found.Type == "trigger" && tables.Contains(found.Table))];
        ScriptObject[] silenced = request.FiresTriggers ? [] : triggers;

        // A trigger may rely on an index that is unique.
        ScriptObject[] indexes = triggers.Length > silenced.Length ? [] : [.. Detachable(request.Detach, objects)];
        return Task.FromResult(new LoadFrame
        {
            Before =
            [
                "PRAGMA defer_foreign_keys = ON",
                .. silenced.Select(trigger => $"DROP TRIGGER {SqliteName.QuoteInMain(trigger.Name)}"),
                .. indexes.Select(index => $"DROP INDEX {SqliteName.QuoteInMain(index.Name)}"),
            ],
            After = [.. indexes.Select(index => index.Statement), .. silenced.Select(trigger => trigger.Statement)],
            Detached =
            [
                .. indexes.Select(index => new DetachedKey(
                    request.Detach.First(table => SqliteName.Comparer.Equals(table.Name.Name, index.Table)).Name,
                    index.Name,
                    IsForeignKey: false)),
            ],
        });
    }

    public Task<ImmutableArray<SequenceValue>> ReadNumberingAsync(
        IReadOnlyList<Table>? tables, CancellationToken cancellationToken)
    {
        string exists = $"SELECT count(*) FROM main.sqlite_master WHERE type = 'table' AND name = '{Numbers}'";
        if (Number(exists) == 0)
        {
            return Task.FromResult(ImmutableArray<SequenceValue>.Empty);
        }

        HashSet<string>? wanted = tables is null
            ? null
            : new(tables.Select(table => table.Name.Name), SqliteName.Comparer);
        return Task.FromResult<ImmutableArray<SequenceValue>>(
        [
            .. connection.Query(
                $"SELECT name, seq FROM main.{Numbers} WHERE typeof(seq) = 'integer' ORDER BY name",
                row => new SequenceValue(SqliteName.Of(row.GetString(0)), row.GetInt64(1), IsCalled: true),
                transaction()).Where(value => wanted is null
                    ? !value.Sequence.Name.StartsWith(statePrefix, StringComparison.Ordinal)
                    : wanted.Contains(value.Sequence.Name)),
        ]);
    }

    public ImmutableArray<string> SetNumbering(IReadOnlyList<SequenceValue> numbering) =>
    [
        .. numbering.SelectMany(value => (string[])[
            $"DELETE FROM {Numbers} WHERE name = {Literal(value)}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {Numbers} (name, seq) VALUES ({Literal(value)}, {value.LastValue})"),
        ]),
    ];

    public Task<SchemaScript> ReadSchemaScriptAsync(
        SchemaScriptRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(SchemaText.Of(
            ReadObjects(), request.Tables, Number("PRAGMA user_version"), Number("PRAGMA application_id")));

    /// <summary>None: there is nothing of the kind.</summary>
    public Task<long> WriteLargeObjectsAsync(Stream target, CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task<ImmutableArray<string>> ReadOmissionsAsync(bool hasSql, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<string>>(
        [
            .. ReadObjects().Where(found => found.IsVirtual).Select(found =>
                $"The rows of the virtual table {found.Name} are not exported; its module keeps them."),
        ]);

    public Task<IScriptLoad> BeginScriptAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IScriptLoad>(new SqliteScriptLoad(encoding));

    /// <summary>Nothing: AUTOINCREMENT's numbers follow the rows by themselves.</summary>
    public Task RaiseNumberingAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Nothing: it looks rows up by their keys whatever it knows.</summary>
    public Task RefreshStatisticsAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private void Insert(
        Table table, ImmutableArray<Column> columns, List<string?[]> batch, CancellationToken cancellationToken)
    {
        using RowInserter inserter = new(new RowInsert(table, columns, batch), CreateCommand);
        inserter.Run(cancellationToken);
        batch.Clear();
    }

    private SqliteCommand CreateCommand(string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction();
        return command;
    }

    private long Number(string sql) =>
        Convert.ToInt64(connection.Scalar(sql, transaction()), CultureInfo.InvariantCulture);

    // In the order in which they were made.
    private List<ScriptObject> ReadObjects()
    {
        List<MasterRow> master = connection.Query(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master ORDER BY rowid",
            row => new MasterRow(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3)),
            transaction());
        VirtualTables virtualTables = new(master);
        return
        [
            .. master.Where(row => row.Sql is not null && !SqliteName.IsReserved(row.Name)
                    && !row.Table.StartsWith(statePrefix, StringComparison.Ordinal)
                    && (!virtualTables.Contains(row.Table) || virtualTables.IsVirtual(row.Name)))
                .Select(row => new ScriptObject(
                    row.Type, row.Name, row.Table, row.Sql!, row.Type == "table" && virtualTables.IsVirtual(row.Name))),
        ];
    }

    // A foreign key may rely on a unique index of the table that it refers to. A constraint's index has no statement.
    private IEnumerable<ScriptObject> Detachable(ImmutableArray<Table> tables, List<ScriptObject> objects)
    {
        HashSet<string> names = new(tables.Select(table => table.Name.Name), SqliteName.Comparer);
        HashSet<string> needed = new(
            names.Count == 0 ? [] : connection.Query(
                """
                SELECT i.name FROM main.sqlite_master m JOIN pragma_index_list(m.name) i
                WHERE m.type = 'table' AND i."unique" AND lower(m.name) IN (
                    SELECT lower(k."table") FROM main.sqlite_master c JOIN pragma_foreign_key_list(c.name) k
                    WHERE c.type = 'table')
                """,
                row => row.GetString(0),
                transaction()),
            SqliteName.Comparer);
        return objects.Where(found =>
            found.Type == "index" && names.Contains(found.Table) && !needed.Contains(found.Name));
    }

    private static string Literal(SequenceValue value) => SqlDialect.Sqlite.QuoteLiteral(value.Sequence.Name);
}

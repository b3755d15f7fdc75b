using Furrow.Sql;
using static Furrow.Sql.SqlStatementKind;

namespace Furrow.Tests.Sql;

public sealed class OuterTransactionTests
{
    [Theory]
    [InlineData("begin", TransactionBegin)]
    [InlineData("BEGIN ISOLATION LEVEL SERIALIZABLE", TransactionBegin)]
    [InlineData("start /* x */ transaction read only", TransactionBegin)]
    [InlineData("commit", TransactionCommit)]
    [InlineData("commit and no chain", TransactionCommit)]
    [InlineData("end work", TransactionCommit)]
    [InlineData("commit and chain", TransactionOther)]
    [InlineData("commit prepared 'x'", TransactionOther)]
    [InlineData("prepare transaction 'x'", TransactionOther)]
    [InlineData("prepare transaction_plan as select 1", Ordinary)]
    [InlineData("rollback", TransactionRollback)]
    [InlineData("abort transaction", TransactionRollback)]
    [InlineData("rollback prepared 'x'", TransactionOther)]
    [InlineData("rollback to a", Savepoint)]
    [InlineData("rollback to prepared", Savepoint)]
    [InlineData("rollback work to savepoint a", Savepoint)]
    [InlineData("savepoint a", Savepoint)]
    [InlineData("release a", Savepoint)]
    [InlineData("\"begin\"", Ordinary)]
    [InlineData("start_up", Ordinary)]
    [InlineData("set transaction isolation level serializable", Ordinary)]
    [InlineData("do $$ begin commit; end $$", Ordinary)]
    public void Transaction_control_is_told_by_its_words(string text, SqlStatementKind kind) =>
        Assert.Equal(kind, Assert.Single(SqlSplitter.Split(text, SqlDialect.Postgres).Statements).Kind);

    [Theory]
    [InlineData("begin immediate transaction", TransactionBegin)]
    [InlineData("end transaction", TransactionCommit)]
    [InlineData("rollback transaction to savepoint a", Savepoint)]
    [InlineData("start transaction", Ordinary)]
    [InlineData("abort", Ordinary)]
    public void Sqlite_has_fewer_words_for_it(string text, SqlStatementKind kind) =>
        Assert.Equal(kind, Assert.Single(SqlSplitter.Split(text, SqlDialect.Sqlite).Statements).Kind);

    [Theory]
    [InlineData("begin; a; b; commit;", "a|b", true, false, false)]
    [InlineData("-- x\nstart transaction; a; end;", "a", true, false, false)]
    [InlineData("begin; commit", "", true, false, false)]
    [InlineData("begin; savepoint s; a; rollback to s; commit", "savepoint s|a|rollback to s", true, false, true)]
    [InlineData("a; b", "a|b", false, false, false)]
    [InlineData("", "", false, false, false)]
    [InlineData("begin; a; commit; b", "begin|a|commit|b", false, true, false)]
    [InlineData("a; begin; b; commit", "a|begin|b|commit", false, true, false)]
    [InlineData("begin; a; rollback", "begin|a|rollback", false, true, false)]
    [InlineData("begin; a; commit; begin; b; commit", "begin|a|commit|begin|b|commit", false, true, false)]
    [InlineData("begin; a; commit and chain; b; commit", "begin|a|commit and chain|b|commit", false, true, false)]
    [InlineData("begin; a", "begin|a", false, true, false)]
    [InlineData("commit; begin", "commit|begin", false, true, false)]
    [InlineData("begin", "begin", false, true, false)]
    public void Only_a_transaction_around_the_whole_file_is_removed(
        string text, string remaining, bool isStripped, bool hasControl, bool hasSavepoints)
    {
        OuterTransaction result = OuterTransaction.Strip(SqlSplitter.Split(text, SqlDialect.Postgres).Statements);
        Assert.Equal(remaining, string.Join('|', result.Statements));
        Assert.Equal(isStripped, result.Begin is not null);
        Assert.Equal(hasControl, result.HasTransactionControl);
        Assert.Equal(hasSavepoints, result.HasSavepoints);
    }
}

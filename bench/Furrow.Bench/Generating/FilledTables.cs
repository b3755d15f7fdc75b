using System.Data.Common;
using System.Globalization;
using Furrow.Bench.Measuring;

namespace Furrow.Bench.Generating;

/// <summary>How many rows a run has to leave in each table.</summary>
internal static class FilledTables
{
    /// <summary>The contender, which throws where it leaves other numbers of rows.</summary>
    public static Contender Checked(
        Contender contender, Func<DbConnection> connect, IReadOnlyList<(string Table, long Rows)> expected) =>
        contender with
        {
            CheckAsync = async token =>
            {
                await using DbConnection connection = connect();
                await connection.OpenAsync(token);
                foreach ((string table, long rows) in expected)
                {
                    await using DbCommand command = connection.CreateCommand();
                    command.CommandText = $"SELECT count(*) FROM \"{table}\"";
                    command.CommandTimeout = 0;
                    long found = (long)(await command.ExecuteScalarAsync(token))!;
                    if (found != rows)
                    {
                        throw new InvalidOperationException(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{contender.Name} left {found} rows in {table}; expected {rows}."));
                    }
                }
            },
        };
}

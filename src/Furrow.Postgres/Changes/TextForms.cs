using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>
/// The settings that the text form of values and names depends on, held to one value for a while: what was written with
/// them is read back exactly, in whatever session that happens.
/// </summary>
internal sealed class TextForms
{
    private static readonly (string Name, string Value)[] Settings =
    [
        ("TimeZone", "UTC"), ("DateStyle", "ISO, YMD"), ("IntervalStyle", "postgres"), ("extra_float_digits", "1"),
        ("bytea_output", "hex"), ("lc_monetary", "C"), ("xmloption", "content"), ("search_path", "pg_catalog"),
    ];

    private readonly NpgsqlConnection _connection;
    private readonly string[] _before;

    private TextForms(NpgsqlConnection connection, string[] before) => (_connection, _before) = (connection, before);

    /// <summary>Sets them until the transaction ends or <see cref="ResetAsync"/>.</summary>
    public static async Task<TextForms> SetAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", Settings.Select(setting => $"current_setting('{setting.Name}')"));
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command($"SELECT ARRAY[{columns}]"));
        batch.BatchCommands.Add(Set([.. Settings.Select(setting => setting.Value)]));
        return new TextForms(connection, (string[])(await batch.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>Sets them back, for whatever else the transaction does.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) =>
        RawSql.ExecuteAsync(_connection, Set(_before), cancellationToken);

    private static NpgsqlBatchCommand Set(string[] values)
    {
        IEnumerable<string> calls = Settings.Select((setting, place) =>
            FormattableString.Invariant($"set_config('{setting.Name}', ${place + 1}, true)"));
        return RawSql.Command($"SELECT {string.Join(", ", calls)}", [.. values]);
    }
}

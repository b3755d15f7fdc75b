using System.Data.Common;
using System.Globalization;
using Furrow.Data;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// Commands on furrow's own tables, in the little SQL that both databases share. Times travel as RFC 3339 text in UTC
/// and are cast by the database, so that its own column type decides how they are kept.
/// </summary>
internal static class StateCommand
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static DbCommand With(this DbCommand command, string name, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset time => time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture),
            _ => value,
        };
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>A cast to the type that times have in this database.</summary>
    public static string Time(this IDatabaseProvider provider, string parameter) =>
        $"CAST({parameter} AS {(provider.Capabilities.Schemas ? "timestamptz" : "TEXT")})";

    /// <summary>A cast to the type that JSON has in this database.</summary>
    public static string Json(this IDatabaseProvider provider, string parameter) =>
        $"CAST({parameter} AS {(provider.Capabilities.Schemas ? "jsonb" : "TEXT")})";

    /// <summary>
    /// What makes an INSERT outside of a transaction return its row's id. SQLite commits a statement after its rows are
    /// read, and its driver does not look at how that went: there the id is asked for afterwards.
    /// </summary>
    public static string ThenId(this IDatabaseProvider provider) =>
        provider.Capabilities.Schemas ? " RETURNING id" : "; SELECT last_insert_rowid()";

    public static async Task ExecuteAsync(this ISession session, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static DateTimeOffset ReadTime(this DbDataReader reader, int ordinal)
    {
        // The framework's own reading sets up a whole culture first: milliseconds of every start.
        string text = reader.GetString(ordinal);
        TimeScanner scanner = new(text);
        if (scanner.TakeDate(out int year, out int month, out int day) && (scanner.Take('T') || scanner.Take(' '))
            && scanner.TakeClock(out long micros) && scanner.TakeOffset(out long? offset) && offset is { } east
            && scanner.IsAtEnd && year is > 0 and < 10_000 && month is > 0 and <= 12
            && day > 0 && day <= DateTime.DaysInMonth(year, month))
        {
            return new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero)
                .AddTicks((micros - east) * TimeSpan.TicksPerMicrosecond);
        }

        return DateTimeOffset.Parse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
    }
}

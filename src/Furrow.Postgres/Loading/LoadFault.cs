using Furrow.Errors;
using Furrow.Postgres.Faults;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Loading;

/// <summary>What the server says about rows that it does not take, in words that show no value.</summary>
internal static class LoadFault
{
    private const string DataException = "22";
    private const string IntegrityViolation = "23";
    private const string CheckOptionViolation = "44";

    /// <summary>The error to throw; the server's own where it is about something else than rows.</summary>
    public static Exception Of(ObjectName table, PostgresException answer) => CodeOf(answer.SqlState) is { } code
        ? BulkRefusal.Of(table, code, PostgresFaults.Explain(answer), answer)
        : answer;

    private static string? CodeOf(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation => ErrorCode.GenerateConflict,
        _ when sqlState.StartsWith(DataException, StringComparison.Ordinal)
            || sqlState.StartsWith(IntegrityViolation, StringComparison.Ordinal)
            || sqlState.StartsWith(CheckOptionViolation, StringComparison.Ordinal) => ErrorCode.ScenarioInvalid,
        _ => null,
    };
}

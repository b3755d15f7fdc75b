using System.Text;
using Furrow.Errors;
using Furrow.Postgres.Faults;

namespace Furrow.Postgres.ClientTools;

/// <summary>What client programs say on their standard error, without the values of rows.</summary>
internal static class ToolErrors
{
    private const int LinesMax = 40;

    // Any class that is not about data: only the shapes in which the server quotes values are cut.
    private const string AnyState = "XX000";

    // pg_restore repeats the statement and the row at fault.
    private static readonly string[] WithValues = ["DETAIL:", "CONTEXT:", "Command was:", "STATEMENT:", "QUERY:"];

    /// <summary>Reads to the end and keeps what says something.</summary>
    public static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        Queue<string> lines = new();
        bool isKept = true;
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (IsMessage(line))
            {
                isKept = !WithValues.Any(word => line.Contains(word, StringComparison.Ordinal));
                if (isKept)
                {
                    lines.Enqueue(Clean(line));
                }
            }
            else if (isKept && line.StartsWith("HINT:", StringComparison.Ordinal))
            {
                lines.Enqueue(line);
            }
            else
            {
                // What goes on from a message may be a statement of several lines, or a row.
                isKept = false;
            }

            if (lines.Count > LinesMax)
            {
                lines.Dequeue();
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>The error that a failed program is for those who called for it.</summary>
    public static FurrowException Describe(ToolFailure failure, string what, string code)
    {
        bool isDenied = failure.Said.Contains("permission denied", StringComparison.Ordinal)
            || failure.Said.Contains("must be owner", StringComparison.Ordinal)
            || failure.Said.Contains("must be superuser", StringComparison.Ordinal)
            || failure.Said.Contains("must be able to SET ROLE", StringComparison.Ordinal)
            || failure.Said.Contains("must be member of role", StringComparison.Ordinal);
        return new FurrowException(isDenied ? ErrorCode.DatabasePermission : code, $"{what}: {failure.Message}")
        {
            Detail = failure.Said.Length > 0 ? failure.Said : null,
            Hint = isDenied ? "An administrator must give the right that is missing, or run the command." : null,
        };
    }

    private static bool IsMessage(string line) =>
        line.StartsWith("pg_dump: ", StringComparison.Ordinal)
        || line.StartsWith("pg_restore: ", StringComparison.Ordinal);

    private static string Clean(string line)
    {
        const string Mark = "ERROR:  ";
        int start = line.LastIndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return line;
        }

        start += Mark.Length;
        return new StringBuilder(line[..start]).Append(ValueRedaction.Message(AnyState, line[start..])).ToString();
    }
}

using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>A script that is run in the open transaction of a session, statement by statement.</summary>
public interface IScriptLoad
{
    /// <summary>
    /// Whether a statement is to be left out: it sets what means nothing here, or what is furrow's to say.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>import.failed</c>: what it sets cannot be had here.</exception>
    bool LeavesOut(SqlStatement statement);

    /// <summary>Runs a COPY … FROM STDIN, whose rows are written into the stream.</summary>
    Task CopyAsync(
        SqlStatement statement, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);

    /// <summary>Takes back what the script set for the session.</summary>
    Task EndAsync(CancellationToken cancellationToken);
}

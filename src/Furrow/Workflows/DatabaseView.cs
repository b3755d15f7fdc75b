using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// A database that a command only looks at: its handle, a read-only session, and furrow's tables in it.
/// </summary>
internal sealed class DatabaseView : IAsyncDisposable
{
    private DatabaseView(IDatabase database, ISession session, StateStore state)
    {
        Database = database;
        Session = session;
        State = state;
    }

    public IDatabase Database { get; }

    public ISession Session { get; }

    public StateStore State { get; }

    /// <summary>Opens the project's database for looking; it must exist.</summary>
    public static async Task<DatabaseView> OpenAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        IDatabase database = project.OpenDatabase();
        ISession? session = null;
        try
        {
            session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
            StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
            return new DatabaseView(database, session, state);
        }
        catch
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }

            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Judges what is about to be done with what is seen here, asks where needed, or refuses.</summary>
    public async Task SettleAsync(
        ProjectContext project,
        ChangeRequest request,
        ChosenEnvironment environment,
        CancellationToken cancellationToken)
    {
        SafetyQuestion question = new() { Operations = request.Operations, Environment = environment };
        Verdict verdict = await new SafetyCheck(project).JudgeAsync(question, Session, State, cancellationToken);
        await new SafetyDesk(project, Database, request).SettleAsync(verdict, State, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await Database.DisposeAsync();
    }
}

using Furrow.Errors;
using Furrow.Postgres.Connecting;
using Npgsql;

namespace Furrow.Postgres.ClientTools;

/// <summary>The client programs of this machine, for one server: found, told where to connect, run.</summary>
internal sealed class Toolbox(ConnectTarget target, TimeProvider clock, ToolPurpose purpose)
{
    /// <summary>Where they are looked for.</summary>
    public ToolPlaces Places { get; init; } = ToolPlaces.Here;

    /// <summary>Those of a name that fit the server, the best first.</summary>
    /// <exception cref="FurrowException">None fits.</exception>
    public async Task<IReadOnlyList<ClientTool>> FindAsync(
        string name, int serverMajor, CancellationToken cancellationToken) =>
        ToolChoice.Fitting(name, await Places.ListAsync(name, clock, cancellationToken), serverMajor, purpose);

    /// <summary>How one reaches a database of the server that a connection has reached, as the same role.</summary>
    /// <param name="connected">Of several hosts, it tells the one that answered.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="options">More for the server, in the form of <c>-c name=value</c>; empty for none.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ToolConnection> ConnectAsync(
        NpgsqlConnection connected, string database, string options, CancellationToken cancellationToken)
    {
        object? role = await RawSql.ScalarAsync(
            connected, RawSql.Command("SELECT session_user::text"), cancellationToken);
        return ToolConnection.For(target.Settings(database), connected, (string)role!, options, purpose);
    }

    /// <summary>One about to run.</summary>
    public ToolRun Run(ClientTool tool, ToolConnection? connection) => new(tool, connection, target.Redact, purpose);
}

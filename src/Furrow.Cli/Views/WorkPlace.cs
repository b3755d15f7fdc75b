using Furrow.Cli.Rendering;

namespace Furrow.Cli.Views;

/// <summary>Where a command worked, and what it was called with: for the lines around its result.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Database">The database, without password.</param>
/// <param name="ElapsedMs">How long the command took so far.</param>
/// <param name="Options">The options that the next command needs as well, with a space before; mostly empty.</param>
internal sealed record WorkPlace(string Environment, string Database, long ElapsedMs, string Options = "")
{
    /// <summary>A command to run in the same place.</summary>
    public string Command(string command) => $"furrow {command}{Options}";

    /// <summary>The line that says where.</summary>
    public Phrase Line => new Piece($"{Environment} · {Database}", Tone.Muted);
}

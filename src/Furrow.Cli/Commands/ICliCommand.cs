using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Commands;

/// <summary>A command: its definition is the System.CommandLine command that implements this.</summary>
internal interface ICliCommand
{
    /// <summary>Command lines to learn from, at least one.</summary>
    ImmutableArray<Example> Examples { get; }

    /// <summary>Whether it never runs code of the project's: no C# seed, no hook.</summary>
    bool RunsOwnCodeOnly => false;

    /// <summary>Does the work and says how to show it.</summary>
    Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken);
}

/// <summary>A command line and what it is for.</summary>
internal sealed record Example(string CommandLine, string Purpose);

/// <summary>What a command that did its work has to show.</summary>
/// <param name="Page">For people.</param>
/// <param name="WriteFields">For <c>--json</c>: the document's own fields.</param>
/// <param name="ExitCode">What the process says.</param>
internal sealed record Outcome(Page Page, Action<Utf8JsonWriter> WriteFields, int ExitCode = Cli.ExitCode.Ok);

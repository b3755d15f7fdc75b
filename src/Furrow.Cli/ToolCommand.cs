using System.CommandLine;

namespace Furrow.Cli;

/// <summary>
/// The command that all others are below: <c>furrow</c>. Not the library's own kind of root, which brings a help and a
/// version of its own, with texts that it looks up first.
/// </summary>
internal sealed class ToolCommand() : Command(
    "furrow", "Takes a database from empty to ready to work with, and back to a known state.");

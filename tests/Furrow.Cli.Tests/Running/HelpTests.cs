using System.CommandLine;
using System.Text;
using Furrow.Cli.Commands;
using Furrow.Cli.Completion;
using Furrow.Cli.Help;
using Furrow.Cli.Rendering;
using Furrow.Cli.Tests.Views;

namespace Furrow.Cli.Tests.Running;

public sealed class HelpTests
{
    private static readonly CommandLine Line = new(SuggestedValues.None);

    [Fact]
    public void Help_of_furrow() => PageApproval.Verify(HelpPage.Of(Line, Line.Root));

    [Fact]
    public void Help_of_create_seed() => PageApproval.Verify(HelpPage.Of(Line, Find("create-seed")));

    [Fact]
    public void Help_of_the_others()
    {
        StringBuilder all = new();
        foreach (Command command in Line.Root.Subcommands.SelectMany(WithThoseBelow))
        {
            Screen screen = new(80, HasColour: false, HasUnicode: true);
            string text = PageRenderer.Draw(HelpPage.Of(Line, command), screen);
            int shared = text.IndexOf("Options of every command", StringComparison.Ordinal);
            int examples = text.IndexOf("Examples\n", StringComparison.Ordinal);
            all.Append($"======== {CommandPath.Of(command)}\n").Append(text.AsSpan(0, shared)).Append("…\n\n")
                .Append(text.AsSpan(examples));
        }

        Approval.Verify(all.ToString());
    }

    [Fact]
    public void Every_command_explains_itself()
    {
        Assert.Equal(
            [
                "init", "setup", "plan", "status", "list", "doctor", "migrate", "rollback", "baseline", "repair",
                "verify", "seed", "seed-rollback", "generate", "clear", "reset", "export", "import", "create",
                "create-seed", "seed-sync", "seed-check", "seed-test", "seed-clean", "seed-watch", "snapshot create",
                "snapshot list", "snapshot restore", "snapshot verify", "snapshot undo", "snapshot prune", "stamp",
                "lock", "unlock", "completion",
            ],
            CommandPath.Leaves(Line.Root).Select(CommandPath.Of));
        foreach (Command command in CommandPath.Leaves(Line.Root))
        {
            ICliCommand known = Assert.IsAssignableFrom<ICliCommand>(command);
            Assert.EndsWith(".", command.Description, StringComparison.Ordinal);
            Assert.NotEmpty(known.Examples);
            Assert.All(known.Examples, example =>
                Assert.Contains($"furrow {CommandPath.Of(command)}", example.CommandLine, StringComparison.Ordinal));
            Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description)));
        }

        IEnumerable<Option> options = Line.Root.Options
            .Concat(CommandPath.Leaves(Line.Root).SelectMany(command => command.Options));
        Assert.All(options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
    }

    [Fact]
    public void Every_example_is_a_command_line_that_furrow_accepts()
    {
        foreach (Example example in CommandPath.Leaves(Line.Root).Cast<ICliCommand>()
            .SelectMany(command => command.Examples))
        {
            string text = example.CommandLine[example.CommandLine.IndexOf("furrow ", StringComparison.Ordinal)..];
            string[] args = text.Split('|', '>', ')')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            Assert.Null(UsageErrors.Find(Line.Parse(args), args)?.Message);
        }
    }

    private static IEnumerable<Command> WithThoseBelow(Command command) =>
        command.Subcommands.SelectMany(WithThoseBelow).Prepend(command);

    private static Command Find(string name) => Line.Root.Subcommands.Single(command => command.Name == name);
}

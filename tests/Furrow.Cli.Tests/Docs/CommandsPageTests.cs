using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Furrow.Cli.Commands;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Help;
using Furrow.Cli.Rendering;
using Furrow.Errors;
using Furrow.Workflows;

namespace Furrow.Cli.Tests.Docs;

/// <summary>Holds docs/commands.md against the command tree, the documents and the exit codes.</summary>
public sealed class CommandsPageTests
{
    private static readonly CommandLine Line = new(SuggestedValues.None);
    private static readonly string Page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "commands.md"));
    private static readonly TableNames Names = TableNames.Of("sqlite");

    private static readonly Dictionary<string, Action<Utf8JsonWriter>> Documents = new()
    {
        ["init"] = json => FileDocuments.Created(json, Samples.Created),
        ["setup"] = json => AppliedDocument.Setup(json, SetupGenerationSamples.Setup, Names),
        ["plan"] = json => PlanDocument.Write(json, SetupGenerationSamples.Plan, Names),
        ["status"] = json => StatusDocument.Write(json, Samples.StatusTroubled),
        ["list"] = json => ListDocument.Write(json, SetupGenerationSamples.List, Names),
        ["doctor"] = json => DoctorDocument.Write(json, Samples.Violated),
        ["migrate"] = json => AppliedDocument.Migrate(json, Samples.Migrated, Names),
        ["rollback"] = json => AppliedDocument.Rollback(json, Samples.RolledBack, Names),
        ["baseline"] = json => MigrationDocuments.Baseline(json, Samples.Baseline),
        ["repair"] = json => MigrationDocuments.Repair(json, Samples.Repaired),
        ["verify"] = json => VerifyDocument.Write(json, Samples.Verified),
        ["seed"] = json => AppliedDocument.Seed(json, Samples.Seeded, Names),
        ["seed-rollback"] = json => SeedRollbackDocument.Write(json, Samples.SeedsRolledBack, Names),
        ["generate"] = json => GenerateDocument.Write(json, GenerationSamples.Rehearsed, Names),
        ["clear"] = json => ClearDocument.Write(json, Samples.Cleared, Names),
        ["reset"] = json => ClearDocument.Reset(json, Samples.Reset, Names),
        ["export"] = json => ExportDocument.Write(json, Samples.Exported),
        ["import"] = json => ImportDocument.Write(json, Samples.Imported),
        ["create"] = json => FileDocuments.Created(json, Samples.Created),
        ["create-seed"] = json => FileDocuments.Created(json, Samples.Created),
        ["seed-sync"] = json => SeedSyncDocument.Sync(json, SeedSamples.Synced),
        ["seed-check"] = json => SeedCheckDocument.Write(json, SeedSamples.Troubled),
        ["seed-test"] = json => SeedTestDocument.Write(json, SeedSamples.Tested, Names),
        ["seed-clean"] = json => SeedSyncDocument.Clean(json, SeedSamples.Cleaned),
        ["seed-watch"] = json => SeedWatchDocument.Seen(json, SeedSamples.Watched.First()),
        ["snapshot create"] = json => SnapshotDocument.Write(json, SnapshotSamples.Snapshot, []),
        ["snapshot list"] = json => SnapshotDocument.List(json, SnapshotSamples.List.Snapshots),
        ["snapshot restore"] = json => SnapshotDocument.Restored(json, SnapshotSamples.Restored),
        ["snapshot verify"] = json => SnapshotDocument.Write(
            json, SnapshotSamples.Snapshot, SnapshotSamples.Changed.Differences),
        ["snapshot undo"] = json => SnapshotDocument.Undone(json, SnapshotSamples.Undone),
        ["snapshot prune"] = json => SnapshotDocument.Pruned(json, SnapshotSamples.Pruned),
        ["stamp"] = json => FileDocuments.Stamp(json, new StampResult("development", "staging")),
        ["lock"] = json => LockDocument.Show(json, new LockResult(Samples.LiveLock, Removed: false)),
        ["unlock"] = json => LockDocument.Unlock(json, new LockResult(Samples.DeadLock, Removed: true)),
        ["completion"] = json =>
        {
            json.WriteString("shell", "bash");
            json.WriteString("script", "");
        },
    };

    public static TheoryData<string> Commands => [.. CommandPath.Leaves(Line.Root).Select(CommandPath.Of)];

    [Fact]
    public void Every_command_has_its_section_in_order() => Assert.Equal(
        CommandPath.Leaves(Line.Root).Select(CommandPath.Of),
        Regex.Matches(Page, "^## furrow (?<name>.*)$", RegexOptions.Multiline)
            .Select(match => match.Groups["name"].Value));

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_section_says_what_the_help_says(string name)
    {
        Command command = CommandPath.Leaves(Line.Root).Single(c => CommandPath.Of(c) == name);
        string section = Section($"furrow {name}");
        Assert.Contains($"\n{command.Description}\n", section, StringComparison.Ordinal);
        Assert.Contains($"```\n{HelpPage.Synopsis(command)}\n```", section, StringComparison.Ordinal);
        IEnumerable<string> rows = command.Arguments.Select(a => Row(a.HelpName ?? a.Name, a.Description))
            .Concat(HelpPage.OwnOptions(Line, command)
                .Select(option => Row(HelpPage.Label(option), option.Description)));
        Assert.Equal(rows, Rows(section));
        Assert.All(((ICliCommand)command).Examples, example => Assert.Matches(
            $"{Regex.Escape(example.CommandLine)} +# {Regex.Escape(example.Purpose)}\n", section));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_documented_document_has_the_fields_of_a_real_one(string name)
    {
        string shown = Regex.Match(Section($"furrow {name}"), "```json\n(?<text>.*?)```", RegexOptions.Singleline)
            .Groups["text"].Value;
        string real = DocumentText.Ok(new DocumentHead(name, 1, IsIndented: false, HasUnicode: true), Documents[name]);
        using JsonDocument documented = JsonDocument.Parse(shown);
        using JsonDocument actual = JsonDocument.Parse(real);
        Assert.Equal(name, documented.RootElement.GetProperty("command").GetString());
        Assert.Equal(Fields(actual.RootElement, "").Distinct(), Fields(documented.RootElement, "").Distinct());
    }

    [Fact]
    public void The_documented_dry_run_has_the_fields_of_a_real_one()
    {
        string shown = Regex.Matches(Section("furrow migrate"), "```json\n(?<text>.*?)```", RegexOptions.Singleline)[1]
            .Groups["text"].Value;
        string real = DocumentText.Ok(
            new DocumentHead("migrate", 1, IsIndented: false, HasUnicode: true),
            json => AppliedDocument.Migrate(json, new([]) { Preview = Samples.Rehearsed }, Names));
        using JsonDocument documented = JsonDocument.Parse(shown);
        using JsonDocument actual = JsonDocument.Parse(real);
        Assert.Equal(Fields(actual.RootElement, "").Distinct(), Fields(documented.RootElement, "").Distinct());
    }

    [Fact]
    public void The_documented_dry_run_of_seeds_has_the_fields_of_a_real_one()
    {
        string shown = Regex.Matches(Section("furrow seed"), "```json\n(?<text>.*?)```", RegexOptions.Singleline)[1]
            .Groups["text"].Value;
        string real = DocumentText.Ok(
            new DocumentHead("seed", 1, IsIndented: false, HasUnicode: true),
            json => SeedPreviewDocument.Write(json, SeedSamples.Rehearsed, Names));
        using JsonDocument documented = JsonDocument.Parse(shown);
        using JsonDocument actual = JsonDocument.Parse(real);
        Assert.Equal(Fields(actual.RootElement, "").Distinct(), Fields(documented.RootElement, "").Distinct());
    }

    [Fact]
    public void The_documented_error_has_the_fields_of_a_real_one()
    {
        string shown = Regex.Match(Section("JSON documents"), "```json\n(?<text>.*?)```", RegexOptions.Singleline)
            .Groups["text"].Value;
        string real = DocumentText.Failed(
            new DocumentHead("seed", 1, IsIndented: false, HasUnicode: true),
                new FurrowException(ErrorCode.SeedFailed, ""));
        using JsonDocument documented = JsonDocument.Parse(shown);
        using JsonDocument actual = JsonDocument.Parse(real);
        Assert.Equal(Fields(actual.RootElement, ""), Fields(documented.RootElement, ""));
    }

    [Fact]
    public void The_shared_options_are_those_of_the_code() => Assert.Equal(
        Line.Shared.All.Select(option => Row(HelpPage.Label(option), option.Description)),
        Rows(Section("Options of every command")).Where(row => row.StartsWith("| `", StringComparison.Ordinal)));

    [Fact]
    public void The_exit_codes_are_those_of_the_code()
    {
        int[] codes =
        [
            ExitCode.Ok, ExitCode.Failed, ExitCode.Usage, ExitCode.Pending,
            ExitCode.Drift, ExitCode.Locked, ExitCode.Refused, ExitCode.Interrupted,
        ];
        Assert.Equal(
            codes.Select(code => code.ToString()),
            Regex.Matches(Section("Exit codes"), "^\\| (?<code>[0-9]+) \\|", RegexOptions.Multiline)
                .Select(match => match.Groups["code"].Value));
    }

    private static string Section(string heading)
    {
        Match match = Regex.Match(
            Page, $"^## {Regex.Escape(heading)}$(?<text>.*?)(?=^## |\\z)",
            RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(match.Success, $"docs/commands.md has no section {heading}");
        return match.Groups["text"].Value;
    }

    private static IEnumerable<string> Rows(string section) =>
        section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private static string Row(string label, string? description) =>
        $"| `{Escape(label)}` | {Escape(description ?? "")} |";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static IEnumerable<string> Fields(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(property =>
                Fields(property.Value, $"{path}.{property.Name}").Prepend($"{path}.{property.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Fields(item, path + "[]")),
        _ => [],
    };
}

using System.Text.Json;
using Furrow.Events;
using Furrow.Tests.Events;
using Furrow.Tests.House;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/events.md against the events themselves and the lines that the log writes.</summary>
public sealed class EventsPageTests
{
    private static readonly DocPage Page = DocPage.Read("events.md");
    private static readonly DocTable Events = Page.Table("event", "operation", "level", "own fields", "when");

    [Fact]
    public void The_events_and_their_fields_are_those_of_the_code()
    {
        IEnumerable<string> actual = Samples.All
            .GroupBy(sample => sample.Name).Select(Describe).Order(StringComparer.Ordinal);
        IEnumerable<string> documented = Events.Rows
            .Select(row => $"{row[0]} | {row[1]} | {row[2]} | {row[3]}").Order(StringComparer.Ordinal);
        Assert.Equal(actual, documented);
    }

    [Fact]
    public void Every_type_of_event_is_among_the_samples() => Assert.Equal(
        typeof(FurrowEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FurrowEvent)) && !type.IsAbstract).ToHashSet(),
        Samples.All.Select(sample => sample.GetType()).ToHashSet());

    [Fact]
    public void The_operations_are_those_of_the_code() => Assert.Equal(
        Enum.GetValues<EventOperation>().Select(operation => operation.Word()),
        Page.Table("operation", "says that").Column("operation").SelectMany(DocPage.Codes));

    [Fact]
    public void The_levels_are_those_of_the_code() => Assert.Equal(
        Enum.GetNames<EventLevel>().Select(name => name.ToLowerInvariant()),
        Page.Table("level", "terminal", "terminal with `--verbose`", "log", "log with `--verbose`").Column("level"));

    [Fact]
    public void Every_logged_event_has_an_example_that_the_log_could_have_written()
    {
        HashSet<string> shown = new(StringComparer.Ordinal);
        string text = string.Concat(Page.BlocksIn("json").Select(block => block.Text));
        foreach (string line in text.TrimEnd().Split('\n'))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string[] fields = [.. document.RootElement.EnumerateObject().Select(field => field.Name)];
            string name = document.RootElement.GetProperty("event").GetString()!;
            FurrowEvent sample = Samples.All.First(s => s.Name == name && IsLike(s, document.RootElement));
            Assert.Equal(FieldsOf(sample), fields);
            shown.Add(name);
        }

        Assert.Equal(Logged(), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Events_that_nothing_raises_yet_say_so()
    {
        string[] sources = [.. SourceTree.Files("src").Select(File.ReadAllText)];
        foreach (FurrowEvent sample in Samples.All)
        {
            string creation = $"new {sample.GetType().Name}(";
            bool isRaised = sources.Any(text => text.Contains(creation, StringComparison.Ordinal));
            string[] row = Events.Rows.Single(cells => cells[0] == $"`{sample.Name}`");
            Assert.True(isRaised != row[4].EndsWith("(not raised yet)", StringComparison.Ordinal), sample.Name);
        }
    }

    private static IEnumerable<string> Logged() => Samples.All
        .Where(sample => sample.Level > EventLevel.Progress).Select(sample => sample.Name)
        .Distinct().Order(StringComparer.Ordinal);

    // The same words in the same operation, whatever the numbers and names.
    private static bool IsLike(FurrowEvent sample, JsonElement line) =>
        sample.Operation.Word() == line.GetProperty("operation").GetString()
        && sample.Error is null == (line.GetProperty("error").ValueKind == JsonValueKind.Null);

    private static string[] FieldsOf(FurrowEvent sample)
    {
        using JsonDocument document = JsonDocument.Parse(EventJson.Line(sample));
        return [.. document.RootElement.EnumerateObject().Select(field => field.Name)];
    }

    private static string Describe(IGrouping<string, FurrowEvent> samples)
    {
        FurrowEvent first = samples.First();
        IEnumerable<string> operations = first is SqlExecuted ? ["by the statement"]
            : first is ProgressMade ? ["of the work"]
            : samples.Select(sample => $"`{sample.Operation.Word()}`").Distinct();
        IEnumerable<string> fields = samples.SelectMany(sample => FieldsOf(sample).Skip(5)).Distinct();
        return $"`{first.Name}` | {string.Join(", ", operations)} | {first.Level.ToString().ToLowerInvariant()} | "
            + string.Join(", ", fields.Select(field => $"`{field}`"));
    }
}

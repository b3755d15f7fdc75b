using System.Diagnostics.Metrics;
using System.Reflection;
using Furrow.Events;

namespace Furrow.Tests.Docs;

/// <summary>Holds the names of measurements and activities in docs/events.md against the code.</summary>
public sealed class TelemetryPageTests
{
    private static readonly DocPage Page = DocPage.Read("events.md");
    private static readonly DocTable Tags = Page.Table("tag", "holds");
    private static readonly DocTable Instruments = Page.Table("instrument", "kind", "unit", "tags", "measures");

    [Fact]
    public void The_instruments_are_those_of_the_meter()
    {
        List<string> actual = [];
        using Factory factory = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                string kind = instrument is Histogram<double> ? "histogram" : "counter";
                actual.Add($"`{instrument.Name}` {kind} `{instrument.Unit}`");
                Assert.NotEmpty(instrument.Description!);
            }
        };
        listener.Start();
        using MetricsSink sink = new(factory);
        Assert.Equal(actual, Instruments.Rows.Select(row => $"{row[0]} {row[1]} {row[2]}"));
    }

    [Fact]
    public void Every_name_of_the_code_is_on_the_page_and_no_other()
    {
        IEnumerable<string> actual = typeof(TelemetryNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!).Where(name => name != TelemetryNames.Source);
        IEnumerable<string> documented = Instruments.Column("instrument").Concat(Tags.Column("tag"))
            .SelectMany(DocPage.Codes);
        Assert.Equal(actual.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Instruments_and_activities_use_tags_that_are_explained()
    {
        HashSet<string> known = [.. Tags.Column("tag").SelectMany(DocPage.Codes)];
        IEnumerable<string> used = Instruments.Column("tags")
            .Concat(Page.Table("activity", "inside", "tags").Column("tags")).SelectMany(DocPage.Codes);
        Assert.Empty(used.Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public void The_words_for_statements_are_those_that_the_trace_uses()
    {
        foreach (string[] row in Page.Table("statement", "operation").Rows.SkipLast(1))
        {
            string[] verbs = [.. DocPage.Codes(row[0])];
            string[] words = [.. DocPage.Codes(row[1])];
            for (int verb = 0; verb < verbs.Length; verb++)
            {
                Recorder recorder = new();
                new Furrow.Providers.StatementTrace(recorder, Furrow.Sql.SqlDialect.Postgres, TimeProvider.System)
                    .Tell(verbs[verb] + " x", TimeSpan.Zero, rows: null);
                string expected = words.Length == 1 ? words[0] : words[verb];
                Assert.Equal(expected, Assert.IsType<SqlExecuted>(recorder.Heard).Operation.Word());
            }
        }
    }

    private sealed class Recorder : IEventSink
    {
        public FurrowEvent? Heard { get; private set; }

        public void Emit(FurrowEvent furrowEvent) => Heard = furrowEvent;
    }

    private sealed class Factory : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options.Name, options.Version, options.Tags, scope: this);

        public void Dispose()
        {
            // The sink ends its meter.
        }
    }
}

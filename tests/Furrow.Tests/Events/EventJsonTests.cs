using System.Text.Json;
using Furrow.Events;

namespace Furrow.Tests.Events;

public sealed class EventJsonTests
{
    // The approved log of Samples.All, each line broken in three and without its timestamp; progress is never logged.
    private const string Approved = """"
        "operation":"start","details":"setup started on pilates (development)."
          ,"error":null
          ,"event":"command-started","command":"setup","database":"pilates","environment":"development"
        "operation":"complete","details":"setup completed in 1234 ms."
          ,"error":null
          ,"event":"command-completed","command":"setup","durationMs":1234
        "operation":"error","details":"setup failed after 1234 ms."
          ,"error":{"code":"seed.failed","message":"no column \"hue\"","sqlState":"42703","file":"05_cues.sql","line":7}
          ,"event":"command-failed","command":"setup","durationMs":1234
        "operation":"refuse","details":"clear was refused. No."
          ,"error":{"code":"refused","message":"No.","sqlState":null,"file":null,"line":null}
          ,"event":"verdict-refused","command":"clear","database":"shop","environment":"production","hint":"Stop."
        "operation":"lock","details":"Waiting up to 60000 ms for the lock held by ann@host 4711."
          ,"error":null
          ,"event":"lock-waiting","holder":"ann@host 4711","timeoutMs":60000
        "operation":"lock","details":"Waiting up to 60000 ms for the lock held by somebody else."
          ,"error":null
          ,"event":"lock-waiting","holder":null,"timeoutMs":60000
        "operation":"lock","details":"Got the lock after 15 ms."
          ,"error":null
          ,"event":"lock-acquired","waitedMs":15
        "operation":"lock","details":"Gave the lock back after 900 ms."
          ,"error":null
          ,"event":"lock-released","heldMs":900
        "operation":"migrate","details":"Migration 001 users started."
          ,"error":null
          ,"event":"migration-started","version":"001","migration":"users"
        "operation":"migrate","details":"Migration 001 users applied in 12 ms."
          ,"error":null
          ,"event":"migration-applied","version":"001","migration":"users","durationMs":12
        "operation":"error","details":"Migration 001 users failed after 12 ms."
          ,"error":{"code":"migration.failed","message":"no","sqlState":null,"file":null,"line":null}
          ,"event":"migration-failed","version":"001","migration":"users","durationMs":12
        "operation":"warning","details":"Migration 001 users was stopped by another session (busy); attempt 2 in 83 ms."
          ,"error":null
          ,"event":"migration-retried","version":"001","migration":"users","attempt":1,"pauseMs":83,"reason":"busy"
        "operation":"rollback","details":"Migration 001 users is being taken back."
          ,"error":null
          ,"event":"rollback-started","version":"001","migration":"users"
        "operation":"rollback","details":"Migration 001 users taken back in 12 ms."
          ,"error":null
          ,"event":"migration-rolled-back","version":"001","migration":"users","durationMs":12
        "operation":"error","details":"Migration 001 users could not be taken back; it failed after 12 ms."
          ,"error":{"code":"migration.failed","message":"no","sqlState":null,"file":null,"line":null}
          ,"event":"rollback-failed","version":"001","migration":"users","durationMs":12
        "operation":"verify","details":"Migration 001 users verified in 12 ms: differs."
          ,"error":null
          ,"event":"migration-verified","version":"001","migration":"users","result":"differs","durationMs":12
        "operation":"start","details":"Seed base/05_cues started."
          ,"error":null
          ,"event":"seed-started","seed":"base/05_cues"
        "operation":"complete","details":"Seed base/05_cues 1.0.0 applied in 30 ms."
          ,"error":null
          ,"event":"seed-applied","seed":"base/05_cues","version":"1.0.0","durationMs":30
        "operation":"rollback","details":"Seed base/05_cues rolled back in 6 ms."
          ,"error":null
          ,"event":"seed-rolled-back","seed":"base/05_cues","durationMs":6
        "operation":"verify","details":"Seed base/05_cues tested in 40 ms: differs."
          ,"error":null
          ,"event":"seed-tested","seed":"base/05_cues","result":"differs","durationMs":40
        "operation":"complete","details":"Seed base/05_cues skipped: already applied."
          ,"error":null
          ,"event":"seed-skipped","seed":"base/05_cues","reason":"already applied"
        "operation":"error","details":"Seed base/05_cues failed after 30 ms."
          ,"error":{"code":"seed.failed","message":"no column \"hue\"","sqlState":"42703","file":"05_cues.sql","line":7}
          ,"event":"seed-failed","seed":"base/05_cues","durationMs":30
        "operation":"insert","details":"base/05_cues: 5 cues"
          ,"error":null
          ,"event":"seed-logged","seed":"base/05_cues"
        "operation":"insert","details":"public.cues: 2 inserted, 1 updated, 0 deleted."
          ,"error":null
          ,"event":"rows-changed","table":"public.cues","inserted":2,"updated":1,"deleted":0
        "operation":"cleanup","details":"public.cues: 0 inserted, 0 updated, 5 deleted."
          ,"error":null
          ,"event":"rows-changed","table":"public.cues","inserted":0,"updated":0,"deleted":5
        "operation":"transaction-begin","details":"Transaction begun for seed base/05_cues."
          ,"error":null
          ,"event":"transaction-begun","work":"seed base/05_cues"
        "operation":"transaction-begin","details":"Transaction begun."
          ,"error":null
          ,"event":"transaction-begun","work":null
        "operation":"transaction-commit","details":"Transaction committed for seed base/05_cues."
          ,"error":null
          ,"event":"transaction-committed","work":"seed base/05_cues","durationMs":8
        "operation":"transaction-rollback","details":"Transaction rolled back."
          ,"error":null
          ,"event":"transaction-rolled-back","work":null,"durationMs":8
        "operation":"complete","details":"Created database pilates."
          ,"error":null
          ,"event":"database-created","database":"pilates"
        "operation":"complete","details":"Stamped pilates as test."
          ,"error":null
          ,"event":"stamp-written","database":"pilates","environment":"test","before":null
        "operation":"complete","details":"Stamped pilates as staging; it was test."
          ,"error":null
          ,"event":"stamp-written","database":"pilates","environment":"staging","before":"test"
        "operation":"migrate","details":"Executed a statement in 3 ms."
          ,"error":null
          ,"event":"sql-executed","sql":"CREATE TABLE \"é\" (a int)\n-- '<&>'","durationMs":3,"rows":null
        "operation":"insert","details":"public.cues: 12 rows generated in 40 ms."
          ,"error":null
          ,"event":"rows-generated","table":"public.cues","rows":12,"durationMs":40
        "operation":"verify","details":"Left to the database: cues: cues_hue_check."
          ,"error":null
          ,"event":"checks-left","constraints":"cues: cues_hue_check"
        "operation":"cleanup","details":"public.cues: 12 rows removed."
          ,"error":null
          ,"event":"table-cleared","table":"public.cues","rows":12
        "operation":"complete","details":"public.cues: 12 rows exported."
          ,"error":null
          ,"event":"table-exported","table":"public.cues","rows":12
        "operation":"restore","details":"public.cues: 12 rows imported."
          ,"error":null
          ,"event":"table-imported","table":"public.cues","rows":12
        "operation":"complete","details":"Snapshot demo-latest taken in 40 ms: 123456 bytes."
          ,"error":null
          ,"event":"snapshot-created","snapshot":"demo-latest","sizeBytes":123456,"durationMs":40
        "operation":"restore","details":"pilates restored from demo-latest in 40 ms."
          ,"error":null
          ,"event":"database-restored","database":"pilates","snapshot":"demo-latest","endedSessions":2,"durationMs":40
        "operation":"restore","details":"pilates is again what it was before the last restore, after 40 ms."
          ,"error":null
          ,"event":"database-restored","database":"pilates","snapshot":null,"endedSessions":0,"durationMs":40
        "operation":"start","details":"Running the command of before_restore."
          ,"error":null
          ,"event":"hook-started","hook":"before_restore"
        "operation":"restore","details":"before_restore: Stopping backend"
          ,"error":null
          ,"event":"hook-wrote","hook":"before_restore","line":"Stopping backend"
        "operation":"cleanup","details":"9 objects dropped."
          ,"error":null
          ,"event":"objects-dropped","objects":9
        "operation":"warning","details":"The disk is nearly full."
          ,"error":null
          ,"event":"warning-raised","hint":null
        """";

    [Fact]
    public void G3_every_event_has_its_approved_line()
    {
        var lines = Log(isVerbose: true).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..^1]);
        var table = string.Join('\n', lines)
            .Replace(",\"error\":", "\n  ,\"error\":", StringComparison.Ordinal)
            .Replace(",\"event\":", "\n  ,\"event\":", StringComparison.Ordinal);
        Assert.Equal(Approved, table);
    }

    [Fact]
    public void Every_event_type_is_approved()
    {
        var types = typeof(FurrowEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(FurrowEvent)) && !type.IsAbstract)
            .ToList();
        Assert.Equal(Names(types), Names(Samples.All.Select(sample => sample.GetType()).Distinct()));
        Assert.All(types, type => Assert.True(type.IsSealed));
        Assert.Equal(types.Count, Samples.All.Select(sample => sample.Name).Distinct().Count());
    }

    [Fact]
    public void Every_line_is_one_object_with_the_four_fields_first_and_the_time_in_utc()
    {
        var lines = Log(isVerbose: true);
        Assert.Equal(45, lines.Count);
        Assert.StartsWith("{\"timestamp\":\"2025-03-01T09:30:00.000Z\",", lines[0], StringComparison.Ordinal);
        foreach (var line in lines)
        {
            using var document = JsonDocument.Parse(line);
            var names = document.RootElement.EnumerateObject().Select(property => property.Name).ToList();
            Assert.Equal(["timestamp", "operation", "details", "error", "event"], names.Take(5));
            Assert.Equal(names.Count, names.Distinct().Count());
        }
    }

    [Fact]
    public void The_words_are_the_contracts()
    {
        Assert.Equal(
            "start cleanup insert complete error warning migrate rollback transaction-begin transaction-commit "
                + "transaction-rollback lock verify restore refuse",
            string.Join(' ', Enum.GetValues<EventOperation>().Select(operation => operation.Word())));
    }

    [Fact]
    public void Statements_are_logged_only_when_verbose()
    {
        Assert.DoesNotContain(Log(isVerbose: false), line => line.Contains("sql-executed", StringComparison.Ordinal));
        Assert.Equal(44, Log(isVerbose: false).Count);
    }

    [Fact]
    public void A_line_cannot_be_broken_or_drive_a_terminal()
    {
        using var text = new StringWriter();
        new JsonLineSink(text).Emit(new WarningRaised("a\r\nb\u001b[31m\u2028\u0085c", null));
        Assert.Equal(1, text.ToString().Count(character => char.IsControl(character) || character == '\u2028'));
        using var document = JsonDocument.Parse(text.ToString());
        Assert.Equal("a\r\nb\u001b[31m\u2028\u0085c", document.RootElement.GetProperty("details").GetString());
    }

    [Fact]
    public void Each_line_is_flushed()
    {
        using var bytes = new MemoryStream();
        using var writer = new StreamWriter(bytes, bufferSize: 65_536) { AutoFlush = false };
        new JsonLineSink(writer).Emit(new LockAcquired(1));
        Assert.Equal((byte)'\n', bytes.ToArray()[^1]);
    }

    private static List<string> Log(bool isVerbose)
    {
        using var text = new StringWriter();
        var hub = new EventHub([new JsonLineSink(text, isVerbose)], new Clock(), SecretRedactor.None);
        foreach (var sample in Samples.All) hub.Emit(sample);
        Assert.EndsWith("}\n", text.ToString(), StringComparison.Ordinal);
        return [.. text.ToString().TrimEnd('\n').Split('\n')];
    }

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(type => type.Name).Order();
}

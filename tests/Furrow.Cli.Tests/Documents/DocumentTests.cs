using System.Runtime.CompilerServices;
using System.Text.Json;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Errors;
using Furrow.Workflows;

namespace Furrow.Cli.Tests.Documents;

public sealed class DocumentTests
{
    private static readonly TableNames Names = TableNames.Of("sqlite");

    [Fact]
    public void Setup_document() => Verify("setup", json => AppliedDocument.Setup(json, Samples.Setup, Names));

    [Fact]
    public void Migrate_document() => Verify("migrate", json => AppliedDocument.Migrate(json, Samples.Migrated, Names));

    [Fact]
    public void Verify_document() => Verify("verify", json => VerifyDocument.Write(json, Samples.Verified));

    [Fact]
    public void SeedTest_document() =>
        Verify("seed-test", json => SeedTestDocument.Write(json, SeedSamples.Tested, Names));

    [Fact]
    public void Seed_document() => Verify("seed", json => AppliedDocument.Seed(json, Samples.Seeded, Names));

    [Fact]
    public void Export_document() => Verify("export", json => ExportDocument.Write(json, Samples.Exported));

    [Fact]
    public void Import_document() => Verify("import", json => ImportDocument.Write(json, Samples.Imported));

    [Fact]
    public void Generate_document() =>
        Verify("generate", json => GenerateDocument.Write(json, GenerationSamples.Rehearsed, Names));

    [Fact]
    public void Generate_shard_document() =>
        Verify("generate", json => GenerateDocument.Write(json, GenerationSamples.ShardAgain, Names));

    [Fact]
    public void Clear_document() => Verify("clear", json => ClearDocument.Write(json, Samples.Cleared, Names));

    [Fact]
    public void Reset_document() => Verify("reset", json => ClearDocument.Reset(json, Samples.Reset, Names));

    [Fact]
    public void Status_document() => Verify("status", json => StatusDocument.Write(json, Samples.StatusTroubled));

    [Fact]
    public void Plan_document() => Verify("plan", json => PlanDocument.Write(json, Samples.PlanFresh));

    [Fact]
    public void List_document() => Verify("list", json => ListDocument.Write(json, Samples.List));

    [Fact]
    public void Doctor_document() => Verify("doctor", json => DoctorDocument.Write(json, Samples.Unhealthy));

    [Fact]
    public void Doctor_document_of_data() => Verify("doctor", json => DoctorDocument.Write(json, Samples.Violated));

    [Fact]
    public void Init_document() => Verify("init", json => FileDocuments.Created(json, Samples.Created));

    [Fact]
    public void Stamp_document() =>
        Verify("stamp", json => FileDocuments.Stamp(json, new StampResult(null, "development")));

    [Fact]
    public void Lock_document() =>
        Verify("lock", json => LockDocument.Show(json, new LockResult(Samples.LiveLock, false)));

    [Fact]
    public void Lock_document_of_a_free_lock() =>
        Verify("lock", json => LockDocument.Show(json, new LockResult(null, false)));

    [Fact]
    public void Unlock_document() =>
        Verify("unlock", json => LockDocument.Unlock(json, new LockResult(Samples.DeadLock, Removed: true)));

    [Fact]
    public void Error_document()
    {
        FurrowException error = new(ErrorCode.SeedInvalid, "\"emial\" is no column of users.")
        {
            Detail = "one\ntwo",
            Hint = "Correct it.",
            File = "seeds/base/05.yaml",
            Line = 3,
            Column = 4,
        };
        Approval.Verify(
            DocumentText.Failed(Head("seed"), error) + DocumentText.Failed(Head(null), new("usage", "No.")));
    }

    [Fact]
    public void A_pipe_gets_one_line_and_a_terminal_without_unicode_only_ascii()
    {
        string text = DocumentText.Ok(
            new DocumentHead("status", 1, IsIndented: false, HasUnicode: false), json =>
                json.WriteString("name", "予約"));
        Assert.Equal("""{"ok":true,"command":"status","durationMs":1,"name":"\u4E88\u7D04"}""" + "\n", text);
    }

    [Fact]
    public void Tables_of_the_searched_schema_go_by_their_name_alone()
    {
        Assert.Equal("users", TableNames.Of("postgres").Name(new("public", "users")));
        Assert.Equal("main.users", TableNames.Of("postgres").Name(new("main", "users")));
        Assert.Equal("users", TableNames.Of("sqlite").Name(new("main", "users")));
    }

    private static void Verify(string command, Action<Utf8JsonWriter> writeFields, [CallerMemberName] string name = "")
    {
        string text = DocumentText.Ok(Head(command), writeFields);
        using JsonDocument parsed = JsonDocument.Parse(text);
        Assert.True(parsed.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(command, parsed.RootElement.GetProperty("command").GetString());
        Approval.Verify(text, name);
    }

    private static DocumentHead Head(string? command) => new(command, 1_234, IsIndented: true, HasUnicode: true);
}

using Furrow.Data;
using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Seeds.Content;

namespace Furrow.Tests.Seeds.Content;

/// <summary>Seeds from texts, and what is read from them as short text.</summary>
internal static class SeedText
{
    public static SeedFile Seed(string file, string text, bool isVolatile = false) => new()
    {
        Name = "base/" + Path.GetFileNameWithoutExtension(file),
        Folder = "base",
        Path = "/project/seeds/base/" + file,
        DisplayPath = "seeds/base/" + file,
        Kind = Path.GetExtension(file) switch
        {
            ".csv" => SeedKind.Csv,
            ".json" => SeedKind.Json,
            ".yaml" => SeedKind.Yaml,
            _ => SeedKind.Sql,
        },
        Policy = SeedPolicy.Upsert,
        Version = "1.0.0",
        Text = text,
        Checksum = TextChecksum.Of(text),
        IsVolatile = isVolatile,
    };

    public static IReadOnlyList<SeedTable> Read(string file, string text)
    {
        SeedProblems problems = new(file);
        IReadOnlyList<SeedTable> tables = SeedContent.Read(Seed(file, text), problems);
        problems.ThrowIfAny();
        return tables;
    }

    /// <summary>Every problem as <c>line:column message</c>.</summary>
    public static string[] Problems(string file, string text)
    {
        SeedProblems problems = new("f");
        SeedContent.Read(Seed(file, text), problems);
        FurrowException thrown = Assert.Throws<FurrowException>(() => problems.ThrowIfAny());
        Assert.Equal(ErrorCode.SeedInvalid, thrown.Code);
        return Lines(thrown, "f");
    }

    public static string[] Lines(FurrowException thrown, string file) => thrown.Detail is { } detail
        ? [.. detail.Split('\n').Where(line => !line.StartsWith("  →", StringComparison.Ordinal))
            .Select(line => line.StartsWith(file + ":", StringComparison.Ordinal)
            ? line[(file.Length + 1)..].Replace(": ", " ", StringComparison.Ordinal) : line)]
        : [$"{thrown.Line}:{thrown.Column} {thrown.Message}".Replace(": ", " ", StringComparison.Ordinal)];

    /// <summary>A value with its kind: <c>plain(x)</c>, <c>quoted()</c>, <c>null</c>, <c>[…]</c>, <c>{…}</c>.</summary>
    public static string Show(SeedValue value) => value switch
    {
        NullValue => "null",
        PlainText plain => $"plain({plain.Text})",
        QuotedText quoted => $"quoted({quoted.Text})",
        NumberToken number => $"number({number.Text})",
        BooleanToken boolean => boolean.Value ? "true" : "false",
        BinaryValue binary => $"binary({binary.Base64})",
        ReferenceValue reference => $"ref({reference.Text})",
        VariableValue variable => $"env({variable.Name})",
        ListValue list => $"[{string.Join(",", list.Items.Select(Show))}]",
        MapValue map => $"{{{string.Join(",", map.Entries.Select(entry => $"{entry.Key}:{Show(entry.Value)}"))}}}",
        _ => value.GetType().Name,
    };

    public static string Show(SeedRow row) =>
        string.Join(" ", row.Cells.Select(cell => $"{cell.Column}={Show(cell.Value)}"));
}

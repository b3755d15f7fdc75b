using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Furrow.Transfer;

namespace Furrow.Tests.Transfer;

/// <summary>COPY text into other formats, in pieces of any size.</summary>
public sealed class RowFormatTests
{
    private const string Letters = "ab,\"\\'\t\n\r\b\f\v\u0001\u001f\u007f N.0ünï😀 ";

    [Fact]
    public async Task Any_text_comes_back_from_json()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random chance = new(seed);
            string?[][] rows = Rows(chance, columns: 3);
            string json = await ThroughAsync(rows, chance, target => new JsonRows(target, Kinds(TypeKind.Text, 3)));
            Assert.Equal(rows, ReadJson(json));
        }
    }

    [Fact]
    public async Task Any_text_comes_back_from_csv()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random chance = new(seed);
            string?[][] rows = Rows(chance, columns: 3);
            string csv = await ThroughAsync(rows, chance, target => new CsvRows(target, Kinds(TypeKind.Text, 3)));
            Assert.Equal(rows, ReadCsv(csv));
        }
    }

    [Theory]
    [InlineData(TypeKind.Boolean, "t", "true", "true")]
    [InlineData(TypeKind.Boolean, "false", "false", "false")]
    [InlineData(TypeKind.Boolean, "maybe", "\"maybe\"", "maybe")]
    [InlineData(TypeKind.Int16, "-7", "-7", "-7")]
    [InlineData(TypeKind.Int32, "-2147483648", "-2147483648", "-2147483648")]
    [InlineData(TypeKind.Int32, "0", "0", "0")]
    [InlineData(TypeKind.Int32, "007", "\"007\"", "007")]
    [InlineData(TypeKind.Int32, "many", "\"many\"", "many")]
    [InlineData(TypeKind.Int64, "9007199254740993", "\"9007199254740993\"", "9007199254740993")]
    [InlineData(TypeKind.Numeric, "NaN", "\"NaN\"", "NaN")]
    [InlineData(TypeKind.Float64, "1e+308", "\"1e+308\"", "1e+308")]
    [InlineData(TypeKind.Bytes, "\\x00ff", "\"\\\\x00ff\"", "\\x00ff")]
    [InlineData(TypeKind.Timestamp, "2026-01-05 07:30:00.5", "\"2026-01-05T07:30:00.5\"", "2026-01-05T07:30:00.5")]
    [InlineData(TypeKind.TimestampTz, "2026-01-05 07:30:00+00", "\"2026-01-05T07:30:00Z\"", "2026-01-05T07:30:00Z")]
    [InlineData(TypeKind.TimestampTz, "12026-01-05 07:30:00+00", "\"12026-01-05T07:30:00Z\"", "12026-01-05T07:30:00Z")]
    [InlineData(TypeKind.TimestampTz, "infinity", "\"infinity\"", "infinity")]
    [InlineData(
        TypeKind.TimestampTz,
        "0044-03-15 00:00:00+00 BC",
        "\"0044-03-15 00:00:00+00 BC\"",
        "0044-03-15 00:00:00+00 BC")]
    [InlineData(TypeKind.TimestampTz, "2026-01-05T07:30:00Z", "\"2026-01-05T07:30:00Z\"", "2026-01-05T07:30:00Z")]
    [InlineData(TypeKind.TimeTz, "07:30:00+02", "\"07:30:00+02\"", "07:30:00+02")]
    public async Task A_value_has_the_same_form_from_every_database(
        TypeKind kind, string stored, string json, string csv)
    {
        Random chance = new(1);
        Assert.Equal(
            $"\n[{json}]", await ThroughAsync([[stored]], chance, target => new JsonRows(target, [kind])));
        Assert.Equal($"{csv}\n", await ThroughAsync([[stored]], chance, target => new CsvRows(target, [kind])));
    }

    [Fact]
    public async Task Csv_tells_null_from_empty_text_and_protects_what_would_end_the_data()
    {
        string csv = await ThroughAsync(
            [[null], [""], ["\\."]], new Random(1), target => new CsvRows(target, [TypeKind.Text]));
        Assert.Equal("\n\"\"\n\"\\.\"\n", csv);
    }

    [Fact]
    public async Task A_projection_replaces_values_and_leaves_other_cells_alone()
    {
        Column kept = Column("kept");
        ProjectedColumn[] columns =
        [
            new(kept), new(Column("null"), CellProjection.Null),
            new(Column("masked"), new CellProjection(value => value is null ? "none" : $"<{value}\t>")),
        ];
        string?[][] rows = [["a\\\n", "secret", "b\\\t"], [null, null, null]];
        string copy = await ThroughAsync(
            rows, new Random(1), target => new ProjectedRowStream(target, [.. columns]));
        Assert.Equal(
            [["a\\\n", null, "<b\\\t\t>"], [null, null, "none"]],
            CopyText.ReadRows(copy.AsMemory()).Select(row => row.Fields));
    }

    [Fact]
    public async Task Rows_are_read_back_from_a_stream_whatever_the_size_of_its_pieces()
    {
        StringBuilder text = new();
        List<string?[]> rows = [];
        for (int row = 0; row < 3_000; row++)
        {
            string last = row == 999 ? new string('x', 1 << 19) : "\t";
            rows.Add([$"{row}", row % 7 == 0 ? null : new string('é', row % 500), last]);
            CopyText.AppendRow(text, rows[^1]);
        }

        using MemoryStream source = new(Encoding.UTF8.GetBytes(text.ToString()));
        List<CopyRow> read = [];
        await foreach (CopyRow row in CopyRowReader.ReadRowsAsync(
            source, ErrorCode.ImportFailed, TestContext.Current.CancellationToken))
        {
            read.Add(row);
        }

        Assert.Equal(rows, read.Select(row => row.Fields));
        Assert.Equal(Enumerable.Range(1, rows.Count), read.Select(row => row.Line));
    }

    private static Column Column(string name) => new()
    {
        Name = name,
        Position = 1,
        IsNullable = true,
        Type = new ColumnType { Kind = TypeKind.Text, SqlName = "text", Name = new ObjectName("pg_catalog", "text") },
    };

    private static ImmutableArray<TypeKind> Kinds(TypeKind kind, int count) => [.. Enumerable.Repeat(kind, count)];

    private static string?[][] Rows(Random chance, int columns) =>
    [
        .. Enumerable.Range(0, chance.Next(6))
            .Select(_ => Enumerable.Range(0, columns).Select(_ => Text(chance)).ToArray()),
    ];

    private static string? Text(Random chance)
    {
        if (chance.Next(5) == 0)
        {
            return null;
        }

        Rune[] runes = [.. Letters.EnumerateRunes()];
        return string.Concat(
            Enumerable.Range(0, chance.Next(9)).Select(_ => runes[chance.Next(runes.Length)].ToString()));
    }

    private static async Task<string> ThroughAsync(
        string?[][] rows, Random chance, Func<Stream, RowStream> make)
    {
        StringBuilder text = new();
        foreach (string?[] row in rows)
        {
            CopyText.AppendRow(text, row);
        }

        CancellationToken token = TestContext.Current.CancellationToken;
        using MemoryStream target = new();
        await using RowStream stream = make(target);
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text.ToString());
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, chance.Next(1, 12));
            await stream.WriteAsync(bytes[..length], token);
            bytes = bytes[length..];
        }

        await stream.FlushAsync(token);
        Assert.Equal(rows.Length, stream.RowCount);
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static string?[][] ReadJson(string rows)
    {
        using JsonDocument document = JsonDocument.Parse($"[{rows}]");
        return
        [
            .. document.RootElement.EnumerateArray()
                .Select(row => row.EnumerateArray().Select(cell => cell.GetString()).ToArray()),
        ];
    }

    // By the rules of the page, without looking at the writer's code.
    private static List<string?[]> ReadCsv(string text)
    {
        List<string?[]> rows = [];
        List<string?> row = [];
        int at = 0;
        while (at < text.Length)
        {
            string? cell = null;
            if (text[at] == '"')
            {
                StringBuilder quoted = new();
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    at += text[at] == '"' ? 1 : 0;
                    quoted.Append(text[at]);
                }

                at++;
                cell = quoted.ToString();
            }
            else
            {
                int end = text.AsSpan(at).IndexOfAny(',', '\n') + at;
                cell = end == at ? null : text[at..end];
                at = end;
            }

            row.Add(cell);
            if (text[at++] == '\n')
            {
                rows.Add([.. row]);
                row.Clear();
            }
        }

        return rows;
    }
}

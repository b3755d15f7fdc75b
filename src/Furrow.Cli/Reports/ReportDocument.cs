using System.Text;
using System.Text.Json;
using Furrow.Cli.Documents;
using Furrow.Scenarios;
using Furrow.Scenarios.Reporting;

namespace Furrow.Cli.Reports;

/// <summary>A report's data as JSON: the graph is drawn from it, and programs may read it.</summary>
internal static class ReportDocument
{
    /// <summary>The document; safe inside of a script element, since every &lt; is escaped.</summary>
    public static string Of(ReportSubject subject)
    {
        using MemoryStream target = new();
        using (Utf8JsonWriter json = new(target))
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            json.WriteString("furrow", subject.ToolVersion);
            json.WriteNumber("generator", GenerationInputs.GeneratorVersion);
            json.WriteString("createdAt", subject.CreatedAt);
            json.WriteString("environment", subject.Environment);
            json.WriteString("provider", subject.Provider);
            json.WriteString("database", subject.Database);
            WriteRun(json, subject.Result);
            json.WriteObjects("tables", subject.Rows.Tables, table => WriteTable(json, table, subject));
            json.WriteObjects("references", subject.Rows.References, key =>
            {
                json.WriteString("from", subject.Names.Name(key.From));
                json.WriteStrings("columns", key.Columns);
                json.WriteString("to", subject.Names.Name(key.To));
                json.WriteBoolean("generated", key.IsGenerated);
            });
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static void WriteRun(Utf8JsonWriter json, GenerateResult result)
    {
        json.WriteString("scenario", result.Scenario);
        json.WriteString("preset", result.Preset);
        json.WriteNumber("randomSeed", result.RandomSeed);
        json.WriteString("asOf", result.AsOf.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStartObject("parameters");
        foreach ((string name, string value) in result.Parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteBoolean("dryRun", result.IsDryRun);
        json.WriteBoolean("continued", result.IsContinued);
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("durationMs", result.DurationMs);
        json.WriteNumber("bytes", result.ByteCount);
        json.WriteNumber("rowsPerSecond", result.RowsPerSecond);
    }

    private static void WriteTable(Utf8JsonWriter json, TableProfile table, ReportSubject subject)
    {
        TableGenerated done = subject.Done(table.Table);
        json.WriteString("name", subject.Names.Name(table.Table));
        json.WriteNumber("rows", table.Rows);
        json.WriteNumber("sampleRows", table.SampleRows);
        json.WriteNumber("bytes", done.ByteCount);
        json.WriteNumber("durationMs", done.DurationMs);
        WriteNumber(json, "firstKey", table.FirstKey);
        WriteNumber(json, "lastKey", table.LastKey);
        json.WriteObjects("columns", table.Columns, column => WriteColumn(json, column));
    }

    private static void WriteColumn(Utf8JsonWriter json, ColumnProfile column)
    {
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type);
        json.WriteNumber("nulls", column.NullCount);
        json.WriteNumber("values", column.ValueCount);
        json.WriteNumber("distinct", column.DistinctCount);
        json.WriteBoolean("hidden", column.IsHidden);
        json.WriteObjects("shares", column.Shares, share =>
        {
            json.WriteString("value", share.Label);
            json.WriteNumber("count", share.Count);
        });
        json.WriteNumber("others", column.OtherCount);
        if (column.Histogram is { } histogram)
        {
            json.WriteStartObject("histogram");
            json.WriteString("of", histogram.IsOfLengths ? "lengths" : "values");
            json.WriteString("from", histogram.From);
            json.WriteString("median", histogram.Median);
            json.WriteString("to", histogram.To);
            json.WriteStartArray("counts");
            foreach (long count in histogram.Counts)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteStrings("examples", column.Examples);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

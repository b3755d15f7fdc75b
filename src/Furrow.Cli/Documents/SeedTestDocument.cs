using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Workflows.SeedTesting;
using Furrow.Workflows.Verifying;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>seed-test</c>.</summary>
internal static class SeedTestDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, SeedTestResult result, TableNames names)
    {
        json.WriteBoolean("good", result.IsGood);
        json.WriteString("server", result.Server);
        json.WriteObjects("seeds", result.Seeds, seed =>
        {
            json.WriteString("name", seed.Name);
            json.WriteString("result", seed.Outcome.Word());
            json.WriteNumber("durationMs", seed.DurationMs);
            json.WriteObjects("checks", seed.Trials, trial => WriteTrial(json, trial, names));
        });
        json.WriteObjects("notCompared", result.NotCompared, column =>
        {
            json.WriteString("table", names.Name(column.Table));
            json.WriteString("column", column.Column);
        });
    }

    private static void WriteTrial(Utf8JsonWriter json, SeedTrial trial, TableNames names)
    {
        json.WriteString("check", trial.Step.Word());
        json.WriteBoolean("ok", trial.Outcome == SeedTestOutcome.Ok);
        json.WriteString("result", trial.Outcome.Word());
        json.WriteString("detail", trial.Detail);
        json.WriteObjects("tables", trial.Tables, table =>
        {
            json.WriteString("name", names.Name(table.Table));
            json.WriteNumber("rowsExpected", table.RowsExpected);
            json.WriteNumber("rowsFound", table.RowsFound);
            json.WriteStrings("columns", table.Columns);
        });
        json.WriteObjects("definitions", trial.Definitions, difference =>
        {
            json.WriteString("kind", difference.Kind);
            json.WriteString("name", difference.Name);
            json.WriteString("change", difference.Change.Word());
        });
        VerifyDocument.WriteError(json, trial.Error);
    }
}

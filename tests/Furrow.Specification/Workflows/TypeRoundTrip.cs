using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Generates values of many types into a database and into files, and compares what comes of both.</summary>
public static class TypeRoundTrip
{
    private const int RowCount = 40;

    private static CancellationToken Token => WorkflowHarness.Token;

    /// <summary>Columns that are NULL nowhere hold the same, whether they were written or imported.</summary>
    /// <param name="harness">An empty database.</param>
    /// <param name="setup">What the types need first.</param>
    /// <param name="columns">A name, a type, and a value as YAML for each.</param>
    /// <param name="format">The format of the files.</param>
    /// <param name="row">How a row of the table <c>t</c> is compared, in SQL.</param>
    public static async Task CheckAsync(
        WorkflowHarness harness,
        string setup,
        IReadOnlyList<(string Name, string Type, string Value)> columns,
        ExportFormat format,
        string row)
    {
        string table = string.Join(",\n", columns.Select(column => $"\"{column.Name}\" {column.Type} NOT NULL"));
        string values = string.Concat(columns.Select(column => $"      \"{column.Name}\": {column.Value}\n"));
        harness.Project
            .Migration("1_things", $"{setup}\nCREATE TABLE things (id bigint PRIMARY KEY,\n{table});")
            .Write("scenarios/things.yaml", $"tables:\n  things:\n    rows: {RowCount}\n    columns:\n{values}");
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        await GenerateAsync(harness, new GenerateOptions { Format = format, Directory = "files" });
        await GenerateAsync(harness, new GenerateOptions());
        await harness.ExecuteAsync("CREATE TABLE written AS SELECT * FROM things", "DELETE FROM things");
        string path = format == ExportFormat.Csv ? "files" : "files/data.sql";
        await harness.RunAsync(project => project.ImportAsync(
            new ImportOptions(path) { Yes = true, Environment = "development" }, Token));

        Assert.Equal($"{RowCount}", await harness.ScalarAsync("SELECT count(*) FROM things"));
        string imported = $"SELECT {row} FROM things t";
        string written = $"SELECT {row} FROM written t";
        Assert.Equal([], await harness.RowsAsync($"{imported} EXCEPT {written}"));
        Assert.Equal([], await harness.RowsAsync($"{written} EXCEPT {imported}"));
    }

    private static Task<Scenarios.GenerateResult> GenerateAsync(WorkflowHarness harness, GenerateOptions options) =>
        harness.RunAsync(project => project.GenerateAsync(options with { Environment = "development" }, Token));
}

using System.Text.Json;
using Furrow.Errors;
using Furrow.Workflows.Verifying;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>verify</c>.</summary>
internal static class VerifyDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, VerifyResult result)
    {
        json.WriteBoolean("good", result.IsGood);
        json.WriteString("server", result.Server);
        json.WriteObjects("migrations", result.Migrations, migration =>
        {
            json.WriteString("version", migration.Version);
            json.WriteString("name", migration.Name);
            json.WriteString("result", migration.Outcome.Word());
            json.WriteString("stage", migration.Stage?.Word());
            json.WriteObjects("differences", migration.Differences, difference =>
            {
                json.WriteString("kind", difference.Kind);
                json.WriteString("name", difference.Name);
                json.WriteString("change", difference.Change.Word());
                json.WriteString("before", difference.Before);
                json.WriteString("after", difference.After);
            });
            WriteError(json, migration.Error);
        });
    }

    /// <summary>What failed, or null.</summary>
    internal static void WriteError(Utf8JsonWriter json, FurrowException? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteString("detail", error.Detail);
        json.WriteString("hint", error.Hint);
        json.WriteString("sqlState", error.SqlState);
        json.WriteString("file", error.File);
        json.WriteNumberOrNull("line", error.Line);
        json.WriteNumberOrNull("column", error.Column);
        json.WriteEndObject();
    }
}

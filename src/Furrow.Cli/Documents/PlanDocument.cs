using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>plan</c>.</summary>
internal static class PlanDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, PlanResult plan, TableNames names)
    {
        json.WriteString("recipe", plan.Recipe);
        if (plan.Snapshot is null)
        {
            json.WriteNull("snapshot");
        }
        else
        {
            json.WriteStartObject("snapshot");
            json.WriteString("name", plan.Snapshot);
            json.WriteEndObject();
        }

        StatusDocument.WritePending(json, "migrations", plan.Migrations);
        json.WriteObjects("seeds", plan.Seeds.ToRun, planned =>
        {
            json.WriteString("name", planned.Seed.Name);
            json.WriteString("kind", planned.Seed.Kind.Word());
            json.WriteString("policy", planned.Seed.Policy.Word());
            json.WriteString("reason", planned.Reason.Word());
        });
        GenerationDocument.Plan(json, plan.Generation, names);
    }
}

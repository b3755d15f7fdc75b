using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Migrations;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>
/// The hash of everything that decides what <c>setup</c> leads to, known before any work: SHA-256 over one line an
/// input, in lower-case hex. Equal inputs give an equal recipe on any machine; a changed input gives another. What the
/// server is and how the database is encoded is none of them: that is not known before there is a database, and a
/// snapshot's metadata say it beside the recipe.
/// </summary>
internal static class Recipe
{
    private const int Format = 2;

    /// <param name="project">The project.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="files">Its migrations, its seeds, and what is generated after them.</param>
    public static string Of(ProjectContext project, ChosenEnvironment environment, ProjectFiles files)
    {
        StringBuilder inputs = new();
        Line("recipe", Format.ToString(CultureInfo.InvariantCulture));
        Line("provider", project.Provider.Name);
        Line(["environment", environment.Definition.Name, .. environment.Definition.Folders]);
        foreach (MigrationFile migration in files.Migrations.Versioned)
        {
            Line("migration", migration.Version.Text, migration.Checksum);
        }

        foreach (RepeatableMigration migration in files.Migrations.Repeatable)
        {
            Line("repeatable", migration.Name, migration.Checksum);
        }

        foreach (SeedFile seed in SeedOrder.Arrange(files.Seeds, environment.Definition.Folders))
        {
            Line("seed", seed.Name, seed.Kind.Word(), seed.Version, seed.Checksum);
        }

        foreach ((string name, string checksum) in files.SeedInputs)
        {
            Line("seed-input", name, checksum);
        }

        foreach (string[] line in files.Generation?.RecipeLines() ?? [])
        {
            Line(line);
        }

        return Sha256.Hex(Encoding.UTF8.GetBytes(inputs.ToString()));

        // Each field is preceded by its length, so that no two lists of fields make one line.
        void Line(params ReadOnlySpan<string> fields)
        {
            foreach (string field in fields)
            {
                inputs.Append(field.Length).Append(':').Append(field).Append(' ');
            }

            inputs.Append('\n');
        }
    }
}

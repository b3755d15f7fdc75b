using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Furrow.Seeds;

namespace Furrow.Workflows;

/// <summary>The texts of the files that <c>init</c> and <c>create-seed</c> write.</summary>
internal static class StarterFiles
{
    public const string ProjectFile = """
        # Everything here is optional; what is commented out shows the default.
        # name: this folder's name
        # database: sqlite:.furrow/NAME.db      # or ${DATABASE_URL}, postgres://user@host:5432/name
        # environment: development

        """;

    public const string DotEnvExample = """
        # Copy to .env, which git ignores, and fill in.
        # DATABASE_URL=postgres://user:password@localhost:5432/name

        """;

    public const string GitIgnore = """
        .env
        .furrow/
        *.furrow-lock
        *.furrow-previous-*

        """;

    public static IReadOnlyList<string> Folders { get; } =
        ["migrations", "seeds/base", "seeds/development", "seeds/test", "snapshots"];

    /// <summary>Where scenarios lie, beside the schema that editors check them with.</summary>
    public const string ScenariosFolder = "scenarios";

    /// <summary>A text as one line: what it is written into must not read the rest of it as anything else.</summary>
    public static string OneLine(string text)
    {
        StringBuilder line = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isBlank = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);
            if (!isBlank)
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    public static string Seed(SeedKind kind, string description) => kind switch
    {
        SeedKind.Sql => $"""
            -- version: 1.0.0
            -- description: {description}

            """,
        SeedKind.Csv => $"""
            # version: 1.0.0
            # description: {description}
            # The file's name, without its number, is the table's. Replace this header by the table's columns.
            id

            """,
        SeedKind.Json => $$"""
            {
              "version": "1.0.0",
              "description": "{{JsonEncodedText.Encode(description, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}}",
              "tables": []
            }

            """,
        SeedKind.Yaml => $"""
            version: 1.0.0
            description: '{description.Replace("'", "''", StringComparison.Ordinal)}'
            tables: []
            # - table: users
            #   key: [email]
            #   rows:
            #     - email: ada@example.com
            #       organization_id: !ref organizations[slug=acme]

            """,
        SeedKind.Cs => CodeSeed(description),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a seed's kind"),
    };

    // The description becomes a literal: nothing in it may end that.
    private static string CodeSeed(string description)
    {
        string literal = description
            .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return $$"""
            public sealed class {{ClassName(description)}} : Seed
            {
                public override SeedInfo Info => new("1.0.0", "{{literal}}");

                public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
                {
                    // await context.UpsertAsync(
                    //     "users", key: ["email"], new { email = "ada@example.com" }, cancellationToken);
                    await Task.CompletedTask;
                }
            }

            """;
    }

    private static string ClassName(string description)
    {
        StringBuilder name = new();
        bool beginsWord = true;
        foreach (char c in description)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(beginsWord ? char.ToUpperInvariant(c) : c);
            }

            beginsWord = !char.IsAsciiLetterOrDigit(c);
        }

        string text = name.ToString();
        return char.IsAsciiLetter(text.FirstOrDefault()) ? text + "Seed" : $"Seed{text}Rows";
    }
}

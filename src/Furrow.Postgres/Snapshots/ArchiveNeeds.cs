using System.Text;
using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Sql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// What a server must have, or a role be allowed, for the definitions of an archive to be made again.
/// </summary>
internal sealed class ArchiveNeeds
{
    /// <summary>Roles that own something in it, each once, in order.</summary>
    public SortedSet<string> Owners { get; } = new(StringComparer.Ordinal);

    /// <summary>Roles that are given or denied something.</summary>
    public SortedSet<string> Grantees { get; } = new(StringComparer.Ordinal);

    /// <summary>Roles that definitions name: policies, user mappings.</summary>
    public SortedSet<string> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>What only a superuser may make, in words.</summary>
    public SortedSet<string> SuperuserOnly { get; } = new(StringComparer.Ordinal);

    public static async Task<ArchiveNeeds> ReadAsync(
        Archive archive, string scratchFolder, CancellationToken cancellationToken)
    {
        ArchiveNeeds needs = new();
        ArchiveChoice all = new(
            scratchFolder,
            entry => !ArchiveFilter.IsExtensionsOwn(entry),
            IsWithoutPrivileges: false,
            IsWithoutRows: true);
        try
        {
            await archive.ReadScriptAsync(all, needs.ScanAsync, cancellationToken);
        }
        catch (ToolFailure failure)
        {
            throw ToolErrors.Describe(
                failure, "The stored database cannot be read", ErrorCode.SnapshotCorrupt);
        }
        catch (Exception exception) when (exception is InvalidDataException or DecoderFallbackException)
        {
            throw new FurrowException(
                ErrorCode.SnapshotCorrupt, "The stored database cannot be read as a script in UTF-8.", exception);
        }

        return needs;
    }

    private async Task ScanAsync(Stream script, CancellationToken cancellationToken)
    {
        ScriptCutter pieces = new(new ScriptLines(script), SqlDialect.Postgres);
        while (await pieces.ReadAsync(cancellationToken) is { } piece)
        {
            if (piece.EndsWithin || piece.Problems.Count > 0)
            {
                throw new InvalidDataException("The script ends within a statement, or holds what is no SQL.");
            }

            foreach (SqlStatement statement in piece.Statements)
            {
                Scan(statement);
            }
        }
    }

    private void Scan(SqlStatement statement)
    {
        string text = statement.Text;
        Words words = new(text, statement.ReadTokens());
        switch (words.First)
        {
            case "ALTER":
                AddAfter(words, Owners, "OWNER", "TO");
                if (words.Has("DEFAULT", "PRIVILEGES"))
                {
                    AddAfter(words, Owners, "FOR", "ROLE");
                    AddAfter(words, Grantees, "TO");
                    AddAfter(words, Grantees, "FROM");
                }

                break;
            case "GRANT":
                AddAfter(words, Grantees, "TO");
                break;
            case "REVOKE":
                AddAfter(words, Grantees, "FROM");
                break;
            case "CREATE":
                ScanCreation(words);
                break;
        }
    }

    private void ScanCreation(Words words)
    {
        if (words.Starts("CREATE", "POLICY"))
        {
            AddAfter(words, Named, "TO");
        }
        else if (words.Starts("CREATE", "USER", "MAPPING"))
        {
            AddAfter(words, Named, "FOR");
        }
        else if (words.Starts("CREATE", "PUBLICATION") && (words.Has("ALL", "TABLES") || words.Has("TABLES", "IN")))
        {
            SuperuserOnly.Add($"publication {words.Identifier(2)}");
        }
        else if (words.Starts("CREATE", "FUNCTION")
            && (words.Has("LANGUAGE", "c") || words.Has("LANGUAGE", "internal")))
        {
            SuperuserOnly.Add("functions in C");
        }
        else if (words.Starts("CREATE", "EVENT", "TRIGGER"))
        {
            SuperuserOnly.Add($"event trigger {words.Identifier(3)}");
        }
        else if (words.Starts("CREATE", "FOREIGN", "DATA", "WRAPPER"))
        {
            SuperuserOnly.Add($"foreign data wrapper {words.Identifier(4)}");
        }
        else if (words.Starts("CREATE", "SUBSCRIPTION"))
        {
            SuperuserOnly.Add($"subscription {words.Identifier(2)}");
        }
        else if (words.Starts("CREATE", "OPERATOR", "CLASS") || words.Starts("CREATE", "OPERATOR", "FAMILY"))
        {
            SuperuserOnly.Add("operator classes");
        }
    }

    private static void AddAfter(Words words, SortedSet<string> roles, params ReadOnlySpan<string> lead)
    {
        foreach (string role in words.NamesAfter(lead))
        {
            if (role is not ("public" or "current_user" or "session_user"))
            {
                roles.Add(role);
            }
        }
    }
}

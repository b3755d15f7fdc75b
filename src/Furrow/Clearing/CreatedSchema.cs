using Furrow.Sql;

namespace Furrow.Clearing;

/// <summary>Recognises the statement that creates a schema.</summary>
internal static class CreatedSchema
{
    /// <summary>
    /// The schema that <c>CREATE SCHEMA [IF NOT EXISTS] name</c> creates; null for any other statement, and for one
    /// that takes its name from a role.
    /// </summary>
    public static string? Of(SqlStatement statement)
    {
        TokenCursor tokens = new(statement.Text, statement.Dialect);
        if (!tokens.TakeWord("CREATE") || !tokens.TakeWord("SCHEMA"))
        {
            return null;
        }

        if (tokens.IsWord("IF") && tokens.IsFollowedByWord("NOT"))
        {
            tokens.Take();
            tokens.Take();
            tokens.TakeWord("EXISTS");
        }

        return tokens.IsWord("AUTHORIZATION") ? null : tokens.TakeIdentifier();
    }
}

using Furrow.Sqlite.Catalog;

namespace Furrow.Sqlite.Changes;

internal enum SavepointVerb
{
    Open,
    Release,
    RollbackTo,
}

/// <summary>A statement about a savepoint.</summary>
internal sealed record SavepointStatement(SavepointVerb Verb, string Name)
{
    /// <summary>
    /// Reads <c>SAVEPOINT a</c>, <c>RELEASE [SAVEPOINT] a</c>, <c>ROLLBACK [TRANSACTION] TO [SAVEPOINT] a</c>.
    /// </summary>
    public static SavepointStatement? Read(string sql)
    {
        int position = 0;
        SqlToken first = SqlTokenizer.Next(sql, ref position);
        SqlToken next = SqlTokenizer.Next(sql, ref position);
        if (first.IsWord("SAVEPOINT"))
        {
            return new SavepointStatement(SavepointVerb.Open, next.Value);
        }

        bool isRelease = first.IsWord("RELEASE");
        if (!isRelease && !first.IsWord("ROLLBACK"))
        {
            return null;
        }

        if (!isRelease)
        {
            if (next.IsWord("TRANSACTION"))
            {
                next = SqlTokenizer.Next(sql, ref position);
            }

            if (!next.IsWord("TO"))
            {
                return null;
            }

            next = SqlTokenizer.Next(sql, ref position);
        }

        // The word SAVEPOINT may be left out, and may be the name itself.
        SqlToken afterNext = SqlTokenizer.Next(sql, ref position);
        string name = next.IsWord("SAVEPOINT") && afterNext.IsName ? afterNext.Value : next.Value;
        return new SavepointStatement(isRelease ? SavepointVerb.Release : SavepointVerb.RollbackTo, name);
    }
}

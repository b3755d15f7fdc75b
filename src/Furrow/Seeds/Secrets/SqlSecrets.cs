using Furrow.Data;
using Furrow.Errors;
using Furrow.Sensitive.Secrets;
using Furrow.Sql;

namespace Furrow.Seeds.Secrets;

/// <summary>
/// Finds secrets in SQL by the names of columns: in the rows of INSERT and COPY, and wherever a name is compared with
/// or set to a literal.
/// </summary>
internal sealed class SqlSecrets(string text, SqlDialect dialect, SecretSink sink)
{
    private const int DepthMax = 3;

    private readonly LineStarts _lines = new(text);

    /// <summary>Looks at every statement.</summary>
    public void Look()
    {
        foreach (SqlStatement statement in SqlSplitter.Split(text, dialect).Statements)
        {
            if (sink.IsFull)
            {
                return;
            }

            Look(statement.Offset, statement.Length, depth: 0);
            if (statement.Kind == SqlStatementKind.Copy)
            {
                LookAtCopy(statement);
            }
        }
    }

    private void Look(int offset, int length, int depth)
    {
        SqlWords words = new(text, offset, length, dialect);
        for (int i = 0; i < words.Count; i++)
        {
            if (words.Is(i, "INSERT") || words.Is(i, "REPLACE"))
            {
                SqlInsert.Look(words, i, Judge);
            }
            else if ((words.Is(i, "PASSWORD") || words.Is(i, "BY")) && words.Literal(i + 1) is { } given)
            {
                // CREATE ROLE … PASSWORD '…', CREATE USER … IDENTIFIED BY '…'.
                if (words.Is(i, "PASSWORD") || words.Is(i - 1, "IDENTIFIED"))
                {
                    Judge("password", given, words.Offset(i + 1));
                }
            }
            else if (words.Name(i) is { } name && words.AfterAssignment(i + 1) is { } at)
            {
                JudgeExpression(words, name, at);
            }

            if (depth < DepthMax && words.DollarBody(i) is { } body)
            {
                Look(body.Start, body.Length, depth + 1);
            }
        }
    }

    private void JudgeExpression(SqlWords words, string name, int at)
    {
        if (SecretName.KindOf(name) != SecretNameKind.None && words.FixedText(at, out int literal) is { } value)
        {
            Judge(name, value, words.Offset(literal));
        }
    }

    private void LookAtCopy(SqlStatement statement)
    {
        if (CopyStatement.Parse(statement.Slice.Span) is not { Format: CopyFormat.Text, Columns.Count: > 0 } copy
            || !copy.Columns.Any(IsNamed))
        {
            return;
        }

        try
        {
            foreach (CopyRow row in CopyText.ReadRows(statement.CopyData, statement.CopyDataLine))
            {
                for (int i = 0; i < Math.Min(row.Fields.Length, copy.Columns.Count) && !sink.IsFull; i++)
                {
                    if (row.Fields[i] is { } value)
                    {
                        sink.Name(copy.Columns[i], value, new TextPlace(row.Line, 1));
                    }
                }
            }
        }
        catch (FurrowException)
        {
            // A row that cannot be read is reported where the seed is checked or run.
        }
    }

    private static bool IsNamed(string column) => SecretName.KindOf(column) != SecretNameKind.None;

    private void Judge(string name, string value, int offset)
    {
        bool mayBeSecret = SecretName.KindOf(name) != SecretNameKind.None || value.StartsWith('{');
        if (!mayBeSecret || sink.IsFull)
        {
            return;
        }

        TextPlace place = _lines.PlaceOf(offset);
        sink.Name(name, value, place);
        if (value.StartsWith('{') && TryJson(value, place) is { } json)
        {
            new SecretRows(sink).Look(name, json);
        }
    }

    private static SeedValue? TryJson(string value, TextPlace place)
    {
        try
        {
            return JsonSeedValues.Parse(value, place);
        }
        catch (JsonTextException)
        {
            return null;
        }
    }
}

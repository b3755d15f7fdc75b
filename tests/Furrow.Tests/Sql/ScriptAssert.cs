using Furrow.Sql;

namespace Furrow.Tests.Sql;

/// <summary>What holds for the split of every text.</summary>
internal static class ScriptAssert
{
    /// <summary>
    /// Statements and COPY rows are slices in order that do not overlap, so that slices and gaps give the text; in a
    /// text without problems the gaps hold nothing that a server would have to see.
    /// </summary>
    public static void SlicesCoverTheText(SqlScript script)
    {
        int end = 0;
        foreach (SqlStatement statement in script.Statements)
        {
            Assert.True(statement.Offset >= end && statement.Length > 0, "Statements overlap or are empty.");
            CheckGap(script, end, statement.Offset);
            Assert.Equal(script.Text.AsSpan(statement.Offset, statement.Length), statement.Text);
            Assert.Equal(SqlPosition.At(script.Text, statement.Offset), statement.Position);
            end = statement.Offset + statement.Length;
            if (statement.Kind != SqlStatementKind.Copy)
                continue;

            CheckGap(script, end, statement.CopyDataOffset);
            Assert.Equal(
                script.Text.AsSpan(statement.CopyDataOffset, statement.CopyData.Length), statement.CopyData.Span);
            Assert.Equal(SqlPosition.At(script.Text, statement.CopyDataOffset).Line, statement.CopyDataLine);
            end = statement.CopyDataOffset + statement.CopyData.Length;
            if (script.Problems.Count == 0)
            {
                Assert.StartsWith(@"\.", script.Text[end..], StringComparison.Ordinal);
                end += 2;
            }
        }

        CheckGap(script, end, script.Text.Length);
    }

    private static void CheckGap(SqlScript script, int start, int end)
    {
        Assert.True(end >= start, "Slices overlap.");
        if (script.Problems.Count > 0 || script.Statements.Count == 0)
            return;

        string gap = script.Text[start..end];
        bool isQuiet = SqlTokens.Significant(gap, script.Statements[0].Dialect)
            .All(token => token.Kind == SqlTokenKind.Semicolon);
        Assert.True(isQuiet || gap.Contains("restrict", StringComparison.Ordinal), $"'{gap}' is no gap.");
    }
}

using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Furrow.Cli.Tests.Fire;

/// <summary>The rows of queries as lines.</summary>
internal static class RowText
{
    public static async Task<string> ReadAsync(DbCommand command)
    {
        StringBuilder text = new();
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                AppendRow(text, reader);
            }
        }
        while (await reader.NextResultAsync());

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, DbDataReader reader)
    {
        for (int i = 0; i < reader.FieldCount; i++)
        {
            text.Append(i == 0 ? "" : "|");
            text.Append(
                reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
        }

        text.Append('\n');
    }
}

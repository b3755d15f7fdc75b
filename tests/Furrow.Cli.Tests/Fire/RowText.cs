using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Furrow.Cli.Tests.Fire;

/// <summary>The rows of a query as lines.</summary>
internal static class RowText
{
    public static async Task<string> ReadAsync(DbCommand command)
    {
        StringBuilder text = new();
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            for (int i = 0; i < reader.FieldCount; i++)
            {
                text.Append(i == 0 ? "" : "|");
                text.Append(
                    reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}

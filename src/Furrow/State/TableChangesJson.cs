using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// Rows per table as history keeps them: <c>[{"name":"public.users","inserted":3,"updated":0,"deleted":0}]</c>.
/// </summary>
internal static class TableChangesJson
{
    public static string Write(ImmutableArray<TableChanges> tables)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartArray();
            foreach (TableChanges table in tables)
            {
                json.WriteStartObject();
                json.WriteString("name", table.Table.ToString());
                json.WriteNumber("inserted", table.Inserted);
                json.WriteNumber("updated", table.Updated);
                json.WriteNumber("deleted", table.Deleted);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

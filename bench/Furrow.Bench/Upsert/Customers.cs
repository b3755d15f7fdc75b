using System.Globalization;
using System.Text;

namespace Furrow.Bench.Upsert;

/// <summary>The rows, always the same: text with quotes, commas and accents, money, times, dates and NULLs.</summary>
internal static class Customers
{
    /// <summary>How many.</summary>
    public const int Count = 2000;

    /// <summary>The city that changed rows have.</summary>
    public const string ChangedCity = "Elsewhere";

    /// <summary>The columns, in the order of the table and of the file.</summary>
    public const string Columns = "id, email, full_name, city, note, credit, is_active, signed_up_at, birthday";

    private static readonly string[] Names = ["Ada Okafor", "José Álvarez", "Mei Lin", "Sean O'Brien", "Zoë Krüger"];
    private static readonly string[] Cities = ["Porto", "Ghent", "São Paulo", "Kraków"];

    /// <summary>The columns, each after the name of a table.</summary>
    public static string ColumnsOf(string table) =>
        string.Join(", ", Columns.Split(", ").Select(column => $"{table}.{column}"));

    /// <summary>The file's text; of every <paramref name="changedEach"/> rows one has changed, 0 for none.</summary>
    public static string Csv(int changedEach)
    {
        StringBuilder text = new(Columns.Replace(" ", "", StringComparison.Ordinal) + "\n");
        DateTimeOffset epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (int id = 1; id <= Count; id++)
        {
            bool isChanged = changedEach > 0 && id % changedEach == 0;
            string name = Names[id % Names.Length];
            string city = isChanged ? ChangedCity : Cities[id % Cities.Length];
            string note = id % 3 == 0 ? "" : $"\"said \"\"{name}\"\", twice\"";
            string birthday = id % 5 == 0 ? "" : $"{epoch.AddYears(-30).AddDays(id):yyyy-MM-dd}";
            text.Append(CultureInfo.InvariantCulture, $"{id},customer{id}@example.com,{name},{city},{note},");
            text.Append(CultureInfo.InvariantCulture, $"{id * 7 % 10_000}.{id % 100:00},");
            text.Append(id % 2 == 0 ? "true," : "false,");
            text.Append(CultureInfo.InvariantCulture, $"{epoch.AddMinutes(id * 37):yyyy-MM-ddTHH:mm:ssZ},{birthday}\n");
        }

        return text.ToString();
    }
}

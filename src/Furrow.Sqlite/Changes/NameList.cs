using System.Text;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Names of columns as one text: their bytes in hexadecimal with commas between, for they may hold anything.
/// </summary>
internal static class NameList
{
    public static string Write(IEnumerable<string> names) =>
        string.Join(',', names.Select(name => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))));

    public static string[] Read(string text) => text.Length == 0
        ? []
        : [.. text.Split(',').Select(name => Encoding.UTF8.GetString(Convert.FromHexString(name)))];
}

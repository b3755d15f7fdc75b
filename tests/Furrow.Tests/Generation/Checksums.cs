using System.Globalization;
using System.Text;
using Furrow.Tests.House;

namespace Furrow.Tests.Generation;

/// <summary>
/// What generators yield, kept as one number each in checksums.txt beside this file: whoever changes one changes the
/// data of everybody's projects, which is a breaking release.
/// </summary>
internal static class Checksums
{
    private static readonly Lazy<Dictionary<string, string>> Known = new(Read);

    /// <summary>Fails where the output is another than the committed one.</summary>
    public static void AssertSame(string name, ulong checksum)
    {
        string found = checksum.ToString("x16", CultureInfo.InvariantCulture);
        string? expected = Known.Value.GetValueOrDefault(name);
        Assert.True(found == expected, $"{name} {found} is not what checksums.txt says: {expected ?? "nothing"}");
    }

    /// <summary>FNV-1a over 64-bit words, with the words spread first.</summary>
    public static ulong Add(ulong sum, ulong word) =>
        (sum ^ (word * 0x9E37_79B9_7F4A_7C15) ^ (word >> 32)) * 0x0000_0100_0000_01B3;

    public static ulong Of(IEnumerable<ulong> words) => words.Aggregate(0xCBF2_9CE4_8422_2325, Add);

    public static ulong Of(IEnumerable<double> values) => Of(values.Select(BitConverter.DoubleToUInt64Bits));

    public static ulong Of(IEnumerable<long> values) => Of(values.Select(value => (ulong)value));

    public static ulong Of(IEnumerable<string?> texts) => Of(texts.SelectMany(
        text => Encoding.UTF8.GetBytes(text is null ? "\u0001" : text + "\0").Select(unit => (ulong)unit)));

    private static Dictionary<string, string> Read() =>
        File.ReadLines(Path.Combine(SourceTree.Root, "tests/Furrow.Tests/Generation/checksums.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Furrow.Seeds.LockFile;

/// <summary>
/// What <c>seeds.lock</c> says: every seed of every folder with its version and checksum, one line each, ordered by
/// name. So a review shows a seed whose content changed although its version did not, without any database.
/// </summary>
public sealed class SeedLock
{
    /// <summary>The file's name, in the seeds folder.</summary>
    public const string FileName = "seeds.lock";

    // The first line of the file: what it is, and the version of its form.
    private const string Head = "# furrow seeds.lock 1: name, kind, version, checksum. Written by furrow; commit it.";
    private const string HeadStart = "# furrow seeds.lock 1:";

    private SeedLock(IEnumerable<SeedLockEntry> entries) =>
        Entries = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];

    /// <summary>A file without entries.</summary>
    public static SeedLock Empty { get; } = new([]);

    /// <summary>The entries, ordered by name, no name twice.</summary>
    public ImmutableArray<SeedLockEntry> Entries { get; }

    /// <summary>The lock of these seeds.</summary>
    public static SeedLock Of(IEnumerable<SeedFile> seeds) => new(seeds.Select(SeedLockEntry.Of));

    /// <summary>A lock of these entries, whose names differ.</summary>
    public static SeedLock Of(IEnumerable<SeedLockEntry> entries) => new(entries);

    /// <summary>Reads a file's text; line ends may be anybody's.</summary>
    /// <exception cref="SeedLockFormatException">It is not what furrow writes; the message says why.</exception>
    public static SeedLock Parse(string text)
    {
        string[] lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        if (!lines[0].StartsWith(HeadStart, StringComparison.Ordinal))
        {
            throw new SeedLockFormatException(1, $"expected a first line that begins with `{HeadStart}`");
        }

        Dictionary<string, SeedLockEntry> entries = new(StringComparer.Ordinal);
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            SeedLockEntry entry = ReadLine(lines[i]) ?? throw new SeedLockFormatException(i + 1, IsConflict(lines[i])
                ? "a merge left its marks here"
                : "expected a seed's name, kind, version and checksum with one blank between");
            if (!entries.TryAdd(entry.Name, entry))
            {
                throw new SeedLockFormatException(i + 1, $"{entry.Name} stands here a second time");
            }
        }

        return new SeedLock(entries.Values);
    }

    /// <summary>The file's text: the same for the same entries, lines ended by LF.</summary>
    public string Write()
    {
        StringBuilder text = new StringBuilder(Head).Append('\n');
        foreach (SeedLockEntry entry in Entries)
        {
            text.Append(Escape(entry.Name)).Append(' ').Append(entry.Kind).Append(' ').Append(entry.Version)
                .Append(' ').Append(entry.Checksum).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The entry of a seed; null for none.</summary>
    public SeedLockEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>How this lock differs from a later one, by name.</summary>
    public ImmutableArray<SeedLockChange> ChangesTo(SeedLock later)
    {
        Dictionary<string, SeedLockEntry> before = Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        Dictionary<string, SeedLockEntry> after = later.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        return
        [
            .. before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => SeedLockChange.Between(before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
                .OfType<SeedLockChange>(),
        ];
    }

    // A name may hold blanks, so a line is read from its end.
    private static SeedLockEntry? ReadLine(string line)
    {
        string[] fields = new string[3];
        int end = line.Length;
        for (int i = fields.Length - 1; i >= 0; i--)
        {
            int blank = end > 0 ? line.LastIndexOf(' ', end - 1) : -1;
            if (blank < 1 || blank == end - 1)
            {
                return null;
            }

            fields[i] = line[(blank + 1)..end];
            end = blank;
        }

        bool isEntry = Unescape(line[..end]) is { } name && name.Contains('/', StringComparison.Ordinal)
            && fields[2].All(char.IsAsciiHexDigitLower) && SeedVersion.TryParse(fields[1], out _);
        return isEntry ? new SeedLockEntry(Unescape(line[..end])!, fields[0], fields[1], fields[2]) : null;
    }

    private static bool IsConflict(string line) =>
        line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith("=======", StringComparison.Ordinal)
        || line.StartsWith(">>>>>>>", StringComparison.Ordinal);

    // A file's name may hold anything but a slash, line ends among it.
    private static string Escape(string name)
    {
        StringBuilder escaped = new();
        for (int i = 0; i < name.Length; i++)
        {
            if (i + 1 < name.Length && char.IsSurrogatePair(name[i], name[i + 1]))
            {
                escaped.Append(name, i++, 2);
            }
            else if (NeedsEscape(name[i]))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)name[i]:x4}");
            }
            else
            {
                escaped.Append(name[i]);
            }
        }

        return escaped.ToString();
    }

    private static bool NeedsEscape(char c) =>
        c == '\\' || char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029';

    private static string? Unescape(string text)
    {
        StringBuilder name = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                name.Append(text[i]);
                continue;
            }

            bool isEscape = i + 5 < text.Length && text[i + 1] == 'u';
            if (!isEscape || !text.Substring(i + 2, 4).All(char.IsAsciiHexDigit))
            {
                return null;
            }

            name.Append((char)Convert.ToUInt16(text.Substring(i + 2, 4), 16));
            i += 5;
        }

        return name.ToString();
    }
}

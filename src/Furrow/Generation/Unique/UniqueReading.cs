using System.Text;
using Furrow.Errors;

namespace Furrow.Generation.Unique;

/// <summary>
/// Whether a template's text tells what its parts are: then two rows with different parts have different texts. Read
/// from the left, a part's end is known if all its values are equally long, or if what follows begins with something
/// that it never holds; read from the right, likewise. One part in the middle may remain: it is the rest.
/// </summary>
internal static class UniqueReading
{
    /// <summary>Refuses what cannot be told apart.</summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.GenerateCapacity"/>.</exception>
    public static void Check(IReadOnlyList<UniquePart> parts)
    {
        Form[] forms = [.. parts.Where(part => !IsEmpty(part)).Select((part, i) => new Form(part))];
        int left = 0;
        while (left < forms.Length && (forms[left].IsFixed || left == forms.Length - 1
            || !forms[left].Holds.Overlaps(forms[left + 1].First)))
        {
            left++;
        }

        int right = forms.Length - 1;
        while (right > left && (forms[right].IsFixed || !forms[right].Holds.Overlaps(forms[right - 1].Last)))
        {
            right--;
        }

        // Where the row's number can be read nothing else has to be.
        bool isRowRead = Array.FindIndex(forms, form => form.Part.Kind == UniquePartKind.Row) is var row && row >= 0
            && (row < left || row > right);
        if (left < right && !isRowRead)
        {
            throw Unreadable(parts, forms[left], forms[left + 1]);
        }
    }

    private static bool IsEmpty(UniquePart part) =>
        part.Kind is UniquePartKind.Text or UniquePartKind.Words && part.Written.ByteCountMax == 0;

    private static FurrowException Unreadable(IReadOnlyList<UniquePart> parts, Form part, Form next)
    {
        int position = parts.TakeWhile(other => other != part.Part).Count() + 1;
        int count = Enumerable.Range(0, part.Part.Written.Count)
            .Count(i => Form.UnitsOf(part.Part.Written.TextOf(i)).Any(next.First.Contains));
        string what = part.Part.Kind == UniquePartKind.Words
            ? $"{count} of the {part.Part.Written.Count} words of part {position}"
            : $"the numbers of part {position}";
        return new FurrowException(
            ErrorCode.GenerateCapacity,
            $"A unique template would make the same text twice: {what} may run on into the part that follows.")
        {
            Hint = "Put a character between both that neither has, end the template in {row}, "
                + "or fold the words to slugs.",
        };
    }

    // What a part's values look like where case does not count, byte by byte: UTF-8's bytes tell where they belong.
    private sealed class Form
    {
        public Form(UniquePart part)
        {
            Part = part;
            if (part.Kind is UniquePartKind.Digits or UniquePartKind.Row)
            {
                IsFixed = part.Kind == UniquePartKind.Digits;
                Holds = [.. "0123456789"u8];
                (First, Last) = (Holds, Holds);
                return;
            }

            int length = -1;
            IsFixed = true;
            for (int i = 0; i < part.Written.Count; i++)
            {
                byte[] units = UnitsOf(part.Written.TextOf(i));
                IsFixed &= length < 0 || length == units.Length;
                length = units.Length;
                Holds.UnionWith(units);
                First.Add(units[0]);
                Last.Add(units[^1]);
            }
        }

        public UniquePart Part { get; }

        public bool IsFixed { get; }

        public HashSet<byte> Holds { get; } = [];

        public HashSet<byte> First { get; } = [];

        public HashSet<byte> Last { get; } = [];

        public static byte[] UnitsOf(string text) => Encoding.UTF8.GetBytes(UniquePart.WithoutCase(text));
    }
}

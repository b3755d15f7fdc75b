using Furrow.Data;

namespace Furrow.Seeds.Secrets;

/// <summary>Turns offsets in a text into lines and columns, each in little time however many are asked for.</summary>
internal sealed class LineStarts(string text)
{
    private int[]? _starts;

    /// <summary>The place of an offset, in UTF-16 units from 0.</summary>
    public TextPlace PlaceOf(int offset)
    {
        _starts ??= Find(text);
        int found = Array.BinarySearch(_starts, offset);
        int line = found >= 0 ? found : ~found - 1;
        return new TextPlace(line + 1, offset - _starts[line] + 1);
    }

    private static int[] Find(string text)
    {
        List<int> starts = [0];
        for (int at = text.IndexOf('\n'); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return [.. starts];
    }
}

using System.Text;
using Furrow.Data.Cells;

namespace Furrow.Generation.Generators;

/// <summary>
/// JSON of other generators' values, as text without blanks: objects with named members, arrays, or a single value;
/// lists become arrays, and what is JSON already goes in as it is.
/// </summary>
internal sealed class JsonGenerator : CellGenerator
{
    private readonly byte[] _end;
    private readonly (byte[] Before, CellGenerator Generator)[] _members;
    private readonly int[] _reads;

    private JsonGenerator(string end, IEnumerable<(string Before, CellGenerator Generator)> members)
    {
        _end = Encoding.UTF8.GetBytes(end);
        _members = [.. members.Select(member => (Encoding.UTF8.GetBytes(member.Before), member.Generator))];
        _reads = [.. _members.SelectMany(member => member.Generator.Reads).Distinct()];
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Text);

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <summary>An object with the members in this order.</summary>
    public static JsonGenerator OfObject(IReadOnlyList<(string Name, CellGenerator Generator)> members) =>
        members.Count == 0 ? new JsonGenerator("{}", []) : new JsonGenerator(
            "}",
            members.Select((member, i) => ((i == 0 ? "{" : ",") + Quoted(member.Name) + ":", member.Generator)));

    /// <summary>An array with one item of each generator.</summary>
    public static JsonGenerator OfArray(IReadOnlyList<CellGenerator> items) =>
        items.Count == 0 ? new JsonGenerator("[]", [])
            : new JsonGenerator("]", items.Select((item, i) => (i == 0 ? "[" : ",", item)));

    /// <summary>A single value: of an <see cref="ArrayGenerator"/> an array.</summary>
    public static JsonGenerator OfValue(CellGenerator value) => new("", [("", value)]);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector texts = (BytesVector)target;
        CellVector[] cells = new CellVector[_members.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = batch.Rent(_members[i].Generator.Type);
            _members[i].Generator.Fill(batch, cells[i]);
        }

        for (int row = 0; row < batch.Count; row++)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                texts.Write(_members[i].Before);
                CellJson.Write(cells[i], row, IsJson(_members[i].Generator), texts);
            }

            texts.Write(_end);
            texts.EndRow();
        }

        Array.ForEach(cells, batch.Return);
    }

    // Seen through what may stand around it.
    private static bool IsJson(CellGenerator generator) => generator switch
    {
        JsonGenerator => true,
        NullableGenerator nullable => IsJson(nullable.Inner),
        ArrayGenerator array => IsJson(array.Item),
        _ => false,
    };

    private static string Quoted(string name)
    {
        BytesVector quoted = new(CellKind.Text);
        quoted.Reset(1);
        CellJson.WriteText(Encoding.UTF8.GetBytes(name), quoted);
        quoted.EndRow();
        return Encoding.UTF8.GetString(quoted[0]);
    }
}

using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Seeds.Code;

/// <summary>
/// Turns a value of C# into the value that a file would have had, so that the column's type decides the rest
/// (<see cref="ValueConverter"/>) and a C# seed writes what any other would.
/// </summary>
internal sealed class CodeValue(RowMembers members)
{
    private const int DepthMax = 64;

    /// <summary>The value for a column of that type.</summary>
    /// <exception cref="ArgumentException">It is nested too deep, in a circle perhaps.</exception>
    public SeedValue Of(object? value, ColumnType type, TextPlace place) => value switch
    {
        Enum constant => OfEnum(constant, type, place),
        FoundRow row => row.KeyText is { } key ? new QuotedText(key, place) : new NullValue(place),

        // A json column takes JSON as it is; elsewhere it is what it says.
        JsonElement json when type.Kind == TypeKind.Json => new QuotedText(json.GetRawText(), place),
        JsonDocument json => Of(json.RootElement, type, place),
        JsonNode json => Of(Element(json), type, place),
        _ => Of(value, place, depth: 0),
    };

    private static JsonElement Element(JsonNode node)
    {
        using JsonDocument document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }

    private SeedValue Of(object? value, TextPlace place, int depth) => value switch
    {
        _ when depth > DepthMax => throw new ArgumentException(
            $"A value is nested more than {DepthMax} levels deep, or in a circle.", nameof(value)),
        null or DBNull => new NullValue(place),
        string text => new QuotedText(text, place),
        char or Rune or StringBuilder or Uri or Version or IPAddress or PhysicalAddress =>
            new QuotedText(value.ToString()!, place),
        bool truth => new BooleanToken(truth, place),
        sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger
            or decimal =>
            new NumberToken(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), place),
        double number => OfFloat(number, number.ToString("R", CultureInfo.InvariantCulture), place),
        float number => OfFloat(number, number.ToString("R", CultureInfo.InvariantCulture), place),
        Half number => OfFloat((double)number, number.ToString("R", CultureInfo.InvariantCulture), place),
        DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan => new QuotedText(CodeTime.Text(value), place),
        Guid uuid => new QuotedText(uuid.ToString("D"), place),
        byte[] bytes => new BinaryValue(Convert.ToBase64String(bytes), place),
        ReadOnlyMemory<byte> bytes => new BinaryValue(Convert.ToBase64String(bytes.Span), place),
        Memory<byte> bytes => new BinaryValue(Convert.ToBase64String(bytes.Span), place),
        Enum constant => new QuotedText(EnumNames.Of(constant) ?? "", place),
        JsonElement json => OfJson(json, place),
        JsonDocument json => OfJson(json.RootElement, place),
        JsonNode json => OfJson(Element(json), place),
        IFormattable formattable => new QuotedText(
            formattable.ToString(null, CultureInfo.InvariantCulture), place),
        _ => OfWhole(value, place, depth),
    };

    private SeedValue OfWhole(object value, TextPlace place, int depth)
    {
        if (value is IEnumerable list && !RowMembers.IsRow(value))
        {
            ImmutableArray<SeedValue>.Builder items = ImmutableArray.CreateBuilder<SeedValue>();
            foreach (object? item in list)
            {
                items.Add(Of(item, place, depth + 1));
            }

            return new ListValue(items.DrainToImmutable(), place);
        }

        IReadOnlyList<RowMember> entries = members.Of(value) ?? throw new ArgumentException(
            $"A value of the type {value.GetType().Name} is nothing that can be written.", nameof(value));
        return new MapValue(
            [.. entries.Select(entry => new MapEntry(entry.Name, place, Of(entry.Value, place, depth + 1)))], place);
    }

    private static SeedValue OfFloat(double number, string text, TextPlace place) => double.IsFinite(number)
        ? new NumberToken(text, place)
        : new QuotedText(
            double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity", place);

    // A number for a number, one of the labels for an enum; text as the label would be, so that a seed writes the same
    // into a database that has enums and into one that has not.
    private static SeedValue OfEnum(Enum constant, ColumnType type, TextPlace place)
    {
        if (type.Kind is TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.Numeric)
        {
            return new NumberToken(constant.ToString("D"), place);
        }

        string name = constant.ToString();
        bool isLabel = type.Kind == TypeKind.Enum && type.Labels.Contains(name, StringComparer.Ordinal);
        return new QuotedText(isLabel ? name : EnumNames.Of(constant) ?? "", place);
    }

    private static SeedValue OfJson(JsonElement json, TextPlace place) => json.ValueKind switch
    {
        JsonValueKind.Object => new MapValue(
            [.. json.EnumerateObject().Select(p => new MapEntry(p.Name, place, OfJson(p.Value, place)))], place),
        JsonValueKind.Array => new ListValue([.. json.EnumerateArray().Select(item => OfJson(item, place))], place),
        JsonValueKind.String => new QuotedText(json.GetString()!, place),
        JsonValueKind.Number => new NumberToken(json.GetRawText(), place),
        JsonValueKind.True or JsonValueKind.False => new BooleanToken(json.GetBoolean(), place),
        _ => new NullValue(place),
    };
}

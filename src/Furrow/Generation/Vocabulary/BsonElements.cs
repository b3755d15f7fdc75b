using System.Buffers.Binary;

namespace Furrow.Generation.Vocabulary;

/// <summary>
/// Walks over the elements of a BSON document or array (bsonspec.org, version 1.1) without building anything: of the
/// types only those that vocabulary is kept in.
/// </summary>
internal ref struct BsonElements
{
    /// <summary>A text.</summary>
    public const byte Text = 0x02;

    /// <summary>A document: elements with names.</summary>
    public const byte Document = 0x03;

    /// <summary>An array: elements whose names are numbers.</summary>
    public const byte Array = 0x04;

    private readonly ReadOnlySpan<byte> _data;
    private int _next;

    /// <summary>Walks over what begins at an offset.</summary>
    public BsonElements(ReadOnlySpan<byte> data, int offset)
    {
        _data = data;
        _next = offset + sizeof(int);
    }

    /// <summary>The element's type.</summary>
    public byte Type { get; private set; }

    /// <summary>The element's name, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Where the element's value begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Where a text's bytes begin.</summary>
    public readonly int TextStart => Offset + sizeof(int);

    /// <summary>How many bytes a text has, without the zero at its end.</summary>
    public readonly int TextLength => BinaryPrimitives.ReadInt32LittleEndian(_data[Offset..]) - 1;

    /// <summary>The next element, if there is one.</summary>
    public bool MoveNext()
    {
        Type = _data[_next++];
        if (Type == 0)
        {
            return false;
        }

        int length = _data[_next..].IndexOf((byte)0);
        Name = _data.Slice(_next, length);
        Offset = _next + length + 1;
        _next = Offset + Type switch
        {
            0x01 or 0x09 or 0x12 => sizeof(long),
            Text => sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(_data[Offset..]),
            Document or Array => BinaryPrimitives.ReadInt32LittleEndian(_data[Offset..]),
            0x08 => sizeof(bool),
            0x0A => 0,
            0x10 => sizeof(int),
            _ => throw new InvalidDataException($"An element of vocabulary has the unknown type {Type}."),
        };
        return true;
    }
}

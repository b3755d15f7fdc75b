using System.Text;

namespace Furrow.Generation.Vocabulary;

/// <summary>
/// One locale's words as Bogus keeps them: sets (name, address, …) of lists, some of them a step deeper, and lists of
/// objects whose fields are lists here. Found by walking over the bytes; nothing is kept that was not asked for.
/// </summary>
internal sealed class LocaleData(byte[] data)
{
    // Lists that hold no words: patterns with check digits, and objects without texts.
    private static readonly string[] LeftOut =
        ["finance.credit_card", "credit_card", "business.credit_card", "finance.iban_formats"];

    /// <summary>The names of all lists, <c>name.first_name</c> and the like, in the order of the data.</summary>
    public IEnumerable<string> Categories()
    {
        List<string> names = [];
        Collect(0, "", names);
        return names.Where(name => !IsLeftOut(name));
    }

    /// <summary>A list by its name; null where the locale has none.</summary>
    public WordList? Find(string category)
    {
        if (IsLeftOut(category))
        {
            return null;
        }

        string[] path = category.Split('.');
        int offset = 0;
        for (int i = 0; i < path.Length; i++)
        {
            byte type = Find(ref offset, path[i]);
            if (type == BsonElements.Array && i >= path.Length - 2)
            {
                return Read(offset, i == path.Length - 1 ? null : path[^1]);
            }

            if (type != BsonElements.Document)
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsLeftOut(string category) =>
        LeftOut.Any(prefix => category.StartsWith(prefix, StringComparison.Ordinal));

    // Bogus writes a few names as mimeTypes is.
    private static string SnakeCase(ReadOnlySpan<byte> name)
    {
        StringBuilder snake = new(name.Length + 2);
        foreach (byte unit in name)
        {
            bool isUpper = unit is >= (byte)'A' and <= (byte)'Z';
            snake.Append(isUpper ? "_" : "").Append((char)(isUpper ? unit | 0x20 : unit));
        }

        return snake.ToString();
    }

    private byte Find(ref int offset, string name)
    {
        BsonElements elements = new(data, offset);
        while (elements.MoveNext())
        {
            if (SnakeCase(elements.Name) == name)
            {
                offset = elements.Offset;
                return elements.Type;
            }
        }

        return 0;
    }

    private WordList? Read(int array, string? field)
    {
        List<(int Start, int Length)> words = [];
        BsonElements elements = new(data, array);
        bool isEmpty = true;
        while (elements.MoveNext())
        {
            isEmpty = false;
            if (field is null && elements.Type == BsonElements.Text)
            {
                words.Add((elements.TextStart, elements.TextLength));
            }
            else if (field is not null && elements.Type == BsonElements.Document)
            {
                ReadField(elements.Offset, field, words);
            }
        }

        // A list that is there and empty says that the language has nothing of the kind.
        return words.Count > 0 ? new WordList(data, words)
            : isEmpty && field is null ? new WordList([], [(0, 0)]) : null;
    }

    private void ReadField(int document, string field, List<(int Start, int Length)> words)
    {
        BsonElements elements = new(data, document);
        while (elements.MoveNext())
        {
            if (elements.Type == BsonElements.Text && SnakeCase(elements.Name) == field)
            {
                words.Add((elements.TextStart, elements.TextLength));
            }
        }
    }

    private void Collect(int document, string prefix, List<string> names)
    {
        BsonElements elements = new(data, document);
        while (elements.MoveNext())
        {
            string name = prefix + SnakeCase(elements.Name);
            if (elements.Type == BsonElements.Document)
            {
                Collect(elements.Offset, name + ".", names);
            }
            else if (elements.Type == BsonElements.Array)
            {
                CollectArray(elements.Offset, name, names);
            }
        }
    }

    private void CollectArray(int array, string name, List<string> names)
    {
        BsonElements elements = new(data, array);
        if (!elements.MoveNext() || elements.Type != BsonElements.Document)
        {
            names.Add(name);
            return;
        }

        BsonElements fields = new(data, elements.Offset);
        while (fields.MoveNext())
        {
            if (fields.Type == BsonElements.Text)
            {
                names.Add($"{name}.{SnakeCase(fields.Name)}");
            }
        }
    }
}

using Furrow.Data;
using Furrow.Sensitive.Secrets;

namespace Furrow.Seeds.Secrets;

/// <summary>Collects what is found in one file: each place once, at most 100.</summary>
/// <param name="file">The file as people are shown it.</param>
internal sealed class SecretSink(string file)
{
    private const int FoundMax = 100;
    private const int NameShownMax = 64;

    private readonly List<SecretFinding> _found = [];
    private readonly HashSet<TextPlace> _places = [];
    private readonly HashSet<int> _linesOfShapes = [];

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull => _found.Count >= FoundMax;

    /// <summary>What was found, by place.</summary>
    public IReadOnlyList<SecretFinding> Found =>
        [.. _found.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)];

    /// <summary>Notes a secret that shows by its form.</summary>
    public void Shape(SecretShape shape, TextPlace place)
    {
        _linesOfShapes.Add(place.Line);
        Add(shape.Kind, shape.What, place);
    }

    /// <summary>Judges a value by its name, and notes it if it is a secret.</summary>
    public void Name(string name, string value, TextPlace place)
    {
        if (IsFull || SecretValue.Judge(SecretName.KindOf(name), value) is not { } kind)
        {
            return;
        }

        // What shows by its form was found in the text already.
        if (_linesOfShapes.Contains(place.Line) && SecretShapes.Find(value).Count > 0)
        {
            return;
        }

        string what = kind switch
        {
            SecretKind.Password => "a fixed password",
            SecretKind.PasswordHash => "the hash of a fixed password",
            _ => "a token or key",
        };
        string shown = name.Length > NameShownMax ? $"{name.AsSpan(0, NameShownMax)}…" : name;
        Add(kind, $"{what} in {shown}", place);
    }

    private void Add(SecretKind kind, string what, TextPlace place)
    {
        if (!IsFull && _places.Add(place))
        {
            _found.Add(new SecretFinding(kind, what, file, place.Line, place.Column));
        }
    }
}

using System.Collections.Immutable;
using System.Text;

namespace Furrow.Scenarios.Values;

/// <summary>A part of a template: text, a name, or so many digits.</summary>
/// <param name="Text">The text as it stands; null for the others.</param>
/// <param name="Name">A column, a value or <c>row</c>; null for the others.</param>
/// <param name="DigitCount">How many digits are drawn; 0 for the others.</param>
internal sealed record TemplatePiece(string? Text, string? Name = null, int DigitCount = 0);

/// <summary>
/// Reads templates: <c>{name}</c> is another value of the row, <c>{####}</c> so many digits, <c>{{</c> and <c>}}</c>
/// are braces.
/// </summary>
internal static class TemplateText
{
    /// <summary>The parts of a template; null where a brace is open or closes nothing.</summary>
    public static ImmutableArray<TemplatePiece>? Read(string template)
    {
        ImmutableArray<TemplatePiece>.Builder pieces = ImmutableArray.CreateBuilder<TemplatePiece>();
        StringBuilder text = new();
        for (int at = 0; at < template.Length; at++)
        {
            char letter = template[at];
            if (letter is not ('{' or '}'))
            {
                text.Append(letter);
                continue;
            }

            if (at + 1 < template.Length && template[at + 1] == letter)
            {
                text.Append(letter);
                at++;
                continue;
            }

            int end = letter == '{' ? template.IndexOf('}', at) : -1;
            if (end <= at + 1)
            {
                return null;
            }

            AddText();
            string name = template[(at + 1)..end];
            pieces.Add(name.All(digit => digit == '#')
                ? new TemplatePiece(null, DigitCount: name.Length) : new TemplatePiece(null, name));
            at = end;
        }

        AddText();
        return pieces.ToImmutable();

        void AddText()
        {
            if (text.Length > 0)
            {
                pieces.Add(new TemplatePiece(text.ToString()));
                text.Clear();
            }
        }
    }
}

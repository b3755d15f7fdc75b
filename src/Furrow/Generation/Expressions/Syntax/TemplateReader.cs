using System.Collections.Immutable;
using System.Text;
using Furrow.Errors;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>Takes a scalar apart into its text and its expressions.</summary>
internal sealed class TemplateReader(ExpressionText source, ICollection<FurrowException> problems)
{
    private const string Begin = "${";
    private const string Escaped = "$${";

    private readonly string _text = source.Text;
    private readonly ImmutableArray<ExpressionSyntax>.Builder _parts =
        ImmutableArray.CreateBuilder<ExpressionSyntax>();

    public ExpressionSyntax? Read()
    {
        int before = problems.Count;
        int at = 0;
        while (at < _text.Length)
        {
            at = StartsAt(at, Begin) ? ReadExpression(at) : ReadText(at);
        }

        return problems.Count > before ? null : Whole();
    }

    private ExpressionSyntax Whole() => _parts switch
    {
        [] => new LiteralSyntax("", 0, 0),
        [var only] when only is not LiteralSyntax { Value: string } || StartsAt(0, Begin) => only,
        [LiteralSyntax text] => text,
        _ => new TemplateSyntax(_parts.ToImmutable(), 0, _text.Length),
    };

    private int ReadExpression(int begin)
    {
        ExpressionSyntax? parsed = ExpressionParser.ParseAt(source, begin + Begin.Length, problems, out int end);
        if (end == _text.Length)
        {
            // Whatever else is wrong with it follows from this, but for slips of spelling.
            if (parsed is not null)
            {
                problems.Add(source.Problem(begin, "This ${ has no closing }."));
            }

            return end;
        }

        if (parsed is not null)
        {
            _parts.Add(parsed);
        }

        return end + 1;
    }

    private int ReadText(int begin)
    {
        StringBuilder text = new();
        int at = begin;
        while (at < _text.Length && !StartsAt(at, Begin))
        {
            if (StartsAt(at, Escaped))
            {
                text.Append(Begin);
                at += Escaped.Length;
            }
            else
            {
                text.Append(_text[at++]);
            }
        }

        _parts.Add(new LiteralSyntax(text.ToString(), begin, at));
        return at;
    }

    private bool StartsAt(int at, string piece) =>
        string.CompareOrdinal(_text, at, piece, 0, piece.Length) == 0;
}

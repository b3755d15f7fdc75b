using Furrow.Errors;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Binding;

/// <summary>What names mean where an expression stands.</summary>
public interface IExpressionScope
{
    /// <summary>The names that can be used, dotted ones in full, for suggestions.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>What a name means, dotted ones in full; null where it is not known.</summary>
    ExpressionSymbol? Resolve(string path);

    /// <summary>What a call of <c>count</c> means; null where the scope has added a problem.</summary>
    /// <param name="call">The call with a table's name and perhaps a filter, which is the scope's to bind.</param>
    /// <param name="source">The text that the call stands in.</param>
    /// <param name="problems">Where to add problems.</param>
    ExpressionSymbol? Count(CallSyntax call, ExpressionText source, ICollection<FurrowException> problems);
}

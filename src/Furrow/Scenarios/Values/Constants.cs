using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Schema;

namespace Furrow.Scenarios.Values;

/// <summary>Reads a value that is written as it is: by what is expected there, else by its form as in YAML.</summary>
internal static class Constants
{
    /// <summary>The constant as an expression; null after a problem was reported.</summary>
    public static ExpressionSyntax? Read(ValueRequest request, ConfigScalar scalar)
    {
        string text = scalar.Text!;
        CellKind kind = request.Expected?.Kind ?? (scalar.IsQuoted ? CellKind.Text : ParameterText.KindOf(text));
        if (request.Column?.Type is { Kind: TypeKind.Enum } type && !type.Labels.Contains(text, StringComparer.Ordinal))
        {
            string? nearest = NearestName.Find(text, type.Labels);
            request.Table.Scenario.Scope.Report(
                scalar,
                $"'{text}' is no label of {request.Table.Table.Name.Name}.{request.Name}",
                nearest is null ? $"expected {string.Join(", ", type.Labels)}" : $"did you mean '{nearest}'?");
            return null;
        }

        ExpressionSyntax? read = kind switch
        {
            CellKind.Boolean or CellKind.Integer or CellKind.Decimal => Literal(kind, text),
            CellKind.Float when double.TryParse(
                text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) => Literal(value, text),
            CellKind.Text => Literal(text, text),
            CellKind.Date => Call("date", text),
            CellKind.Time => Call("time", text),
            CellKind.Timestamp => Call("timestamp", text),
            _ => null,
        };
        if (read is null)
        {
            request.Table.Scenario.Scope.Report(
                scalar, $"'{ValueBinder.Shown(scalar)}' is no value for {request.Name}", $"expected {Expected(kind)}");
        }

        return read;
    }

    private static LiteralSyntax? Literal(CellKind kind, string text) =>
        !ParameterText.TryRead(kind, text, out string? canonical) ? null
        : kind switch
        {
            CellKind.Boolean => Literal(canonical == "true", text),
            CellKind.Integer => Literal(long.Parse(canonical, CultureInfo.InvariantCulture), text),
            _ => Literal(decimal.Parse(canonical, CultureInfo.InvariantCulture), text),
        };

    private static LiteralSyntax Literal(object value, string text) => new(value, 0, text.Length);

    private static CallSyntax Call(string function, string text) =>
        new(function, ImmutableArray.Create<ExpressionSyntax>(Literal(text, text)), 0, text.Length);

    private static string Expected(CellKind kind) => kind switch
    {
        CellKind.Boolean => "true or false",
        CellKind.Integer => "a whole number",
        CellKind.Decimal or CellKind.Float => "a number",
        CellKind.List => "{ array: … }",
        CellKind.Uuid => "{ uuid: v4 } or { uuid: v7 }",
        CellKind.Bytes => "{ bytes: 16 }",
        CellKind.Interval => "an expression such as ${days(3)}",
        _ => "text",
    };
}

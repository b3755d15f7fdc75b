using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Furrow.Generators;

/// <summary>Why a class cannot be listed as a seed.</summary>
internal sealed class SeedProblem : IEquatable<SeedProblem>
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly string _path;
    private readonly TextSpan _span;
    private readonly LinePositionSpan _lines;
    private readonly string _argument;

    // A location holds on to its whole syntax tree, which nothing that is kept between builds may do.
    public SeedProblem(DiagnosticDescriptor descriptor, Location location, string argument)
    {
        _descriptor = descriptor;
        _path = location.SourceTree?.FilePath ?? "";
        _span = location.SourceSpan;
        _lines = location.GetLineSpan().Span;
        _argument = argument;
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(_descriptor, Location.Create(_path, _span, _lines), _argument);

    public bool Equals(SeedProblem? other) => other is not null && _descriptor.Id == other._descriptor.Id
        && _path == other._path && _span == other._span && _argument == other._argument;

    public override bool Equals(object? obj) => Equals(obj as SeedProblem);

    public override int GetHashCode() => _span.GetHashCode();
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Furrow.Configuration;
using Furrow.Errors;

namespace Furrow.Scenarios.Reading;

/// <summary>Reads scenarios in C#: what they say about themselves, and when they are to run, their tables.</summary>
internal static class CodeScenarioReader
{
    private static readonly string[] Lists = ["choices"];

    /// <summary>What a file would have that says the same.</summary>
    public static ConfigMap ToNode(IEnumerable<InfoEntry> entries) => Map([.. entries], depth: 0);

    /// <summary>The scenario with its tables: runs its code, unless it has none.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>scenario.invalid</c>: it does not compile, fails, or says something that cannot be.
    /// </exception>
    public static Scenario Build(Scenario scenario, CancellationToken cancellationToken)
    {
        if (scenario.Code is not { } load)
        {
            return scenario;
        }

        using IScenarioCode code = load(cancellationToken);
        ScenarioBuilder builder = new(scenario.File);
        try
        {
            code.Create().Build(builder);
        }
        catch (Exception e) when (e is not (FurrowException or OperationCanceledException))
        {
            throw Fault(e, scenario, code);
        }

        return scenario with
        {
            Tables = ScenarioReader.ReadTables(scenario.Name, scenario.File, builder.ToNode()),
            Code = null,
        };
    }

    private static ConfigMap Map(InfoEntry[] entries, int depth) => new(
        [
            .. entries.GroupBy(entry => entry.Path[depth], StringComparer.Ordinal).Select(group => new ConfigEntry(
                group.Key, Node([.. group], depth + 1), group.First().Line, group.First().Column)),
        ],
        entries.Length == 0 ? 1 : entries[0].Line,
        entries.Length == 0 ? 1 : entries[0].Column);

    private static ConfigNode Node(InfoEntry[] entries, int depth)
    {
        InfoEntry first = entries[0];
        return first.Path.Length > depth
            ? Map([.. entries.Where(entry => entry.Path.Length > depth)], depth)
            : Lists.Contains(first.Path[^1]) && first.Path is ["parameters", _, _]
                ? new ConfigList([.. entries.Select(Scalar)], first.Line, first.Column)
                : Scalar(entries[^1]);
    }

    private static ConfigScalar Scalar(InfoEntry entry) => new(entry.Text, entry.Line, entry.Column);

    // Without the exception as its cause, which would hold on to the scenario's assembly.
    private static FurrowException Fault(Exception exception, Scenario scenario, IScenarioCode code)
    {
        Exception inner = exception is TargetInvocationException or TypeInitializationException
            ? exception.InnerException ?? exception
            : exception;
        StackFrame? place = new StackTrace(inner, fNeedFileInfo: true).GetFrames().FirstOrDefault(
            frame => frame.GetMethod()?.DeclaringType is { } type && code.Owns(type.Assembly)
                && frame.GetFileLineNumber() > 0);
        return new FurrowException(
            ErrorCode.ScenarioInvalid,
            $"The scenario {scenario.Name} failed while it said what its tables hold: "
                + $"{inner.GetType().Name}: {inner.Message}")
        {
            File = place?.GetFileName() ?? scenario.File,
            Line = place?.GetFileLineNumber(),
            Hint = "Build runs before anything is generated and has no database: mend what it throws.",
        };
    }
}

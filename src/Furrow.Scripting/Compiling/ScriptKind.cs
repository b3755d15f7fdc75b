using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Seeds;

namespace Furrow.Scripting.Compiling;

/// <summary>What a source file holds one class of.</summary>
/// <param name="Word">What it is called: <c>seed</c>.</param>
/// <param name="Ancestor">The class that its class derives from.</param>
/// <param name="Code">The code of what is wrong with it.</param>
/// <param name="Example">How such a class is written.</param>
/// <param name="MakingHint">What to do where the class cannot be made.</param>
internal sealed record ScriptKind(string Word, Type Ancestor, string Code, string Example, string MakingHint)
{
    public static readonly ScriptKind Seed = new(
        "seed",
        typeof(Seed),
        ErrorCode.SeedInvalid,
        "Write one class in it: public sealed class Users : Seed { … }.",
        "Ask for services in RunAsync: context.GetRequiredService<T>().");

    public static readonly ScriptKind Scenario = new(
        "scenario",
        typeof(ScenarioClass),
        ErrorCode.ScenarioInvalid,
        "Write one class in it: public sealed class Studio : ScenarioClass { … }.",
        "What a scenario needs to know are its parameters.");
}

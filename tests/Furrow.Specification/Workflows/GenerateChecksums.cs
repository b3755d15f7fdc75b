namespace Furrow.Specification.Workflows;

/// <summary>
/// What <c>generate</c> makes of one scenario, in canonical text: whoever changes one of these changes the data of
/// everybody's projects, which is a breaking release.
/// </summary>
internal static class GenerateChecksums
{
    public const string Club = "?";

    public const string ManyMembers = "?";
}

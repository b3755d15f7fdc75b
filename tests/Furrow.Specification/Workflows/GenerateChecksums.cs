namespace Furrow.Specification.Workflows;

/// <summary>
/// What <c>generate</c> makes of one scenario, in canonical text: whoever changes one of these changes the data of
/// everybody's projects, which is a breaking release.
/// </summary>
internal static class GenerateChecksums
{
    public const string Club = "c2098d200edca107f95d3d51871bd4a1339480fec311e042a7a6269f57cde078";

    public const string ManyMembers = "6cb2e029f04d6fd2af899d9711b9d22ea063d264276276594c8560590221c66b";
}

namespace Furrow.Specification.Workflows;

/// <summary>
/// What <c>generate</c> makes of one scenario, in canonical text: whoever changes one of these changes the data of
/// everybody's projects, which is a breaking release.
/// </summary>
internal static class GenerateChecksums
{
    public const string Club = "c2098d200edca107f95d3d51871bd4a1339480fec311e042a7a6269f57cde078";

    public const string ManyMembers = "fb95d686f3f6df6c3ccaa9e7e7d3de73bd0eac48232f05e9dcb50667da3374c3";
}

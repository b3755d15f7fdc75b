namespace Furrow.Postgres.ClientTools;

/// <summary>A client program that ended with an error.</summary>
internal sealed class ToolFailure(string message, string said) : Exception(message)
{
    /// <summary>What it said, without secrets and without values of rows.</summary>
    public string Said => said;
}

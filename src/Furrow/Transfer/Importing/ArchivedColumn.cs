namespace Furrow.Transfer.Importing;

/// <summary>A column of an export.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as its own database spells it; empty where the export does not say.</param>
internal sealed record ArchivedColumn(string Name, string Type);

namespace Furrow.Schema;

/// <summary>What became of an object.</summary>
public enum CatalogChange
{
    /// <summary>It is there and was not.</summary>
    LeftBehind,

    /// <summary>It was there and is not.</summary>
    Missing,

    /// <summary>It is there and has another definition.</summary>
    Changed,
}

/// <summary>An object that is not what it was.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Before">Its definition before; null where it was not there.</param>
/// <param name="After">Its definition after; null where it is gone.</param>
public sealed record CatalogDifference(
    string Kind, string Name, CatalogChange Change, string? Before, string? After);

namespace Furrow.Generation.Generators;

/// <summary>What becomes of a text that is put into another.</summary>
public enum TextFold
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>Capitals.</summary>
    Upper,

    /// <summary>Letters without accents, transcribed where need be; what ASCII has nothing for falls out.</summary>
    Ascii,

    /// <summary>
    /// As <see cref="Ascii"/>, in small letters and digits alone, with <c>-</c> for all between them.
    /// </summary>
    Slug,
}

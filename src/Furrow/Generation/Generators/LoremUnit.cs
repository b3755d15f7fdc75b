namespace Furrow.Generation.Generators;

/// <summary>What running text is counted in.</summary>
public enum LoremUnit
{
    /// <summary>Words, in small letters, nothing else.</summary>
    Words,

    /// <summary>Sentences of 4 to 12 words.</summary>
    Sentences,

    /// <summary>Paragraphs of 3 to 6 sentences, each on a line of its own.</summary>
    Paragraphs,

    /// <summary>Characters: sentences, the last one cut to an exact length, with a full stop at the end.</summary>
    Characters,
}

using Furrow.Configuration;

namespace Furrow.Sensitive.Replacement;

/// <summary>
/// Replaces a value by what its keyed hash draws: drawn again, a few times, where the result holds a piece of the
/// original.
/// </summary>
/// <param name="Head">How many characters at the beginning begin a piece that is no loss.</param>
/// <param name="Tail">How many at the end end one.</param>
/// <param name="Write">Writes a replacement from the original and the draws.</param>
internal sealed record HashedForm(int Head, int Tail, WriteForm Write)
{
    private const int AttemptsMax = 64;

    /// <summary>The function of one generator's key.</summary>
    public Func<string, string> With(SensitiveKey key, string generator)
    {
        byte[] own = key.For(generator);
        return value =>
        {
            string replaced = "";
            for (int attempt = 0; attempt < AttemptsMax; attempt++)
            {
                Draws draws = Draws.Of(own, value, attempt);
                replaced = Write(value, ref draws);
                if (!SharedPart.Exists(value, replaced, Head, Tail))
                {
                    break;
                }
            }

            return replaced;
        };
    }
}

/// <summary>Writes the replacement of a value.</summary>
internal delegate string WriteForm(string value, ref Draws draws);

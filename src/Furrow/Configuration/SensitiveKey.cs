using System.Security.Cryptography;
using System.Text;
using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>
/// The secret that replaced values are made with: whoever has it can try values until one fits. Never shown.
/// </summary>
public sealed class SensitiveKey
{
    /// <summary>The variable that a key of the project's own is read from.</summary>
    public const string Variable = "FURROW_SENSITIVE_KEY";

    /// <summary>How long a key has to be, in characters: shorter ones can be guessed.</summary>
    public const int LengthMin = 16;

    private const int RandomBytes = 32;
    private readonly byte[] _bytes;

    private SensitiveKey(byte[] bytes) => _bytes = bytes;

    /// <summary>A key for one export, kept nowhere: no other export replaces values in the same way.</summary>
    public static SensitiveKey Random() => new(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>A key that lasts: every export made with it replaces a value in the same way.</summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.ConfigInvalid"/>: shorter than 16 characters.</exception>
    public static SensitiveKey Of(string secret) => secret.Length >= LengthMin
        ? new SensitiveKey(Encoding.UTF8.GetBytes(secret))
        : throw new FurrowException(
            ErrorCode.ConfigInvalid, $"The key for replaced values must have {LengthMin} characters or more.")
        {
            Hint = $"Set {Variable} to a longer secret, made by `openssl rand -hex 32` for instance.",
        };

    /// <summary>The key of one generator: HMAC-SHA-256 of its name.</summary>
    internal byte[] For(string generator) =>
        HMACSHA256.HashData(_bytes, Encoding.UTF8.GetBytes($"furrow sensitive 1 {generator}"));

    /// <summary>Never the key.</summary>
    public override string ToString() => "a secret key";
}

using System.Collections.Immutable;
using System.Net;
using System.Text.Encodings.Web;
using Furrow.Errors;

namespace Furrow.Events;

/// <summary>
/// Replaces known secrets by <c>***</c> in any text, in every form in which they commonly get into one: as they are,
/// percent-encoded, JSON-escaped, or with quotes doubled. It may learn secrets that are met later; for any thread.
/// </summary>
public sealed class SecretRedactor
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mask = "***";

    /// <summary>Shorter secrets are left alone: masking every "a" would tell the secret.</summary>
    public const int SecretLengthMin = 3;

    private readonly Lock gate = new();
    private readonly string? shown;

    // Guarded by the gate while they change. Forms are made when first needed: most commands have nothing to mask, and
    // the encoders take time to load.
    private ImmutableArray<string> known;
    private volatile Lazy<ImmutableArray<string>> forms;

    /// <summary>
    /// Creates a redactor for these secrets, null and empty ones ignored. Of a password in a URL give both the text
    /// as written and the decoded one: an unusual encoding cannot be guessed.
    /// </summary>
    public SecretRedactor(params IEnumerable<string?> secrets)
        : this(shown: null, secrets)
    {
    }

    private SecretRedactor(string? shown, IEnumerable<string?> secrets)
    {
        this.shown = shown;
        known = [.. secrets.Where(IsWorthMasking).Select(secret => secret!)];
        forms = FormsLater(known);
    }

    /// <summary>
    /// A redactor for a database whose address is shown as <paramref name="shown"/>. A password that is a part of what
    /// is shown anyway, as where user, password and database are all <c>postgres</c>, cannot be hidden by masking:
    /// it would only make names and remedies unreadable.
    /// </summary>
    public static SecretRedactor Beside(string shown, IEnumerable<string> secrets) =>
        new(shown, secrets);

    /// <summary>A redactor that knows no secrets, and learns none.</summary>
    public static SecretRedactor None { get; } = new();

    /// <summary>Masks one more secret from now on, such as the value of a variable that a seed reads.</summary>
    public void Learn(string secret)
    {
        if (ReferenceEquals(this, None) || !IsWorthMasking(secret))
        {
            return;
        }

        lock (gate)
        {
            if (known.Contains(secret, StringComparer.Ordinal))
            {
                return;
            }

            known = known.Add(secret);
            forms = FormsLater(known);
        }
    }

    /// <summary>The text with every secret masked; the same instance when it holds none.</summary>
    public string Redact(string text)
    {
        // Marks first and cuts once, so that secrets which overlap leave no end of one another behind.
        bool[]? isSecret = null;
        foreach (var form in forms.Value)
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal);
                at >= 0;
                at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            {
                isSecret ??= new bool[text.Length];
                isSecret.AsSpan(at, form.Length).Fill(true);
            }
        }

        return isSecret is null ? text : Cut(text, isSecret);
    }

    /// <summary>The exception with every secret masked; the same instance when it holds none.</summary>
    public FurrowException Redact(FurrowException exception)
    {
        // ToString() covers the causes, and what their own ToString() adds.
        var isClean = !Holds(exception.ToString()) && !Holds(exception.Detail) && !Holds(exception.Hint)
            && !Holds(exception.File);
        if (isClean) return exception;

        // A cause's message cannot be changed, so a cause that tells the secret is left behind.
        var cause = exception.InnerException is { } inner && !Holds(inner.ToString()) ? inner : null;
        return new FurrowException(exception.Code, Redact(exception.Message), cause)
        {
            Detail = RedactNullable(exception.Detail),
            Hint = RedactNullable(exception.Hint),
            File = RedactNullable(exception.File),
            Line = exception.Line,
            Column = exception.Column,
            SqlState = exception.SqlState,
        };
    }

    internal string? RedactNullable(string? text) => text is null ? null : Redact(text);

    private bool IsWorthMasking(string? secret) => secret is { Length: >= SecretLengthMin }
        && shown?.Contains(secret, StringComparison.Ordinal) != true;

    private static Lazy<ImmutableArray<string>> FormsLater(ImmutableArray<string> secrets) =>
        new(() => [.. secrets.SelectMany(FormsOf).Distinct(StringComparer.Ordinal)]);

    private bool Holds(string? text) => text is not null && !ReferenceEquals(Redact(text), text);

    private static string Cut(string text, bool[] isSecret)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (!isSecret[at]) clean.Append(text[at]);
            else if (at == 0 || !isSecret[at - 1]) clean.Append(Mask);
        }

        return clean.ToString();
    }

    private static IEnumerable<string> FormsOf(string secret)
    {
        var percentEncoded = Uri.EscapeDataString(secret);
        yield return secret;
        yield return percentEncoded;
        yield return LowerEscapes(percentEncoded);
        yield return WebUtility.UrlEncode(secret);
        yield return LowerEscapes(WebUtility.UrlEncode(secret));
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        yield return secret.Replace("'", "''", StringComparison.Ordinal);
        yield return secret.Replace("\"", "\"\"", StringComparison.Ordinal);
        // In libpq's key='value' strings.
        yield return secret
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal);
    }

    // RFC 3986 takes %2f and %2F for the same.
    private static string LowerEscapes(string encoded) => string.Create(encoded.Length, encoded, static (lower, text) =>
    {
        text.CopyTo(lower);
        for (var at = 0; at + 2 < lower.Length; at++)
        {
            if (lower[at] != '%') continue;
            lower[at + 1] = char.ToLowerInvariant(lower[at + 1]);
            lower[at + 2] = char.ToLowerInvariant(lower[at + 2]);
        }
    });
}

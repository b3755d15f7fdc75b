using System.Globalization;

namespace Furrow.Sensitive.Detection;

/// <summary>
/// Counts what the sampled values of one column look like, and judges the column by shares of the values that are
/// neither NULL nor empty.
/// </summary>
internal sealed class ContentTally
{
    /// <summary>From which share of values on a column is listed. Of secrets, one value is enough.</summary>
    private static readonly Threshold[] Thresholds =
    [
        new(ContentKinds.Secret, SensitiveKind.Secret, 0, "tokens, keys or addresses with a password"),
        new(ContentKinds.PasswordHash, SensitiveKind.Password, 0, "password hashes"),
        new(ContentKinds.Card, SensitiveKind.PaymentCard, 0.1, "payment card numbers"),
        new(ContentKinds.Iban, SensitiveKind.Iban, 0.02, "IBANs"),
        new(ContentKinds.Ssn, SensitiveKind.NationalId, 0.3, "social security numbers"),
        new(ContentKinds.Email, SensitiveKind.Email, 0.05, "e-mail addresses"),
        new(ContentKinds.Phone, SensitiveKind.Phone, 0.3, "phone numbers"),
        new(ContentKinds.IpAddress, SensitiveKind.IpAddress, 0.2, "IP addresses"),
    ];

    private readonly int[] _found = new int[Thresholds.Length];
    private int _values;

    /// <summary>The shares, in the order that they are judged in; 0 for one value.</summary>
    public static IEnumerable<double> Shares => Thresholds.Select(threshold => threshold.ShareMin);

    /// <summary>Counts one value.</summary>
    public void Add(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        _values++;
        ContentKinds kinds = ContentScan.Of(value);
        for (int i = 0; i < Thresholds.Length; i++)
        {
            _found[i] += kinds.HasFlag(Thresholds[i].Content) ? 1 : 0;
        }
    }

    /// <summary>The first kind that reaches its share, with the figures; null where none does.</summary>
    public (SensitiveKind Kind, string Reason)? Judge()
    {
        for (int i = 0; i < Thresholds.Length; i++)
        {
            if (_found[i] > 0 && _found[i] >= Thresholds[i].ShareMin * _values)
            {
                string of = _found[i].ToString(CultureInfo.InvariantCulture);
                string all = _values.ToString(CultureInfo.InvariantCulture);
                string look = _found[i] == 1 && _values == 1 ? "value looks like" : "values look like";
                return (Thresholds[i].Kind, $"{of} of {all} {look} {Thresholds[i].What}");
            }
        }

        return null;
    }

    private sealed record Threshold(ContentKinds Content, SensitiveKind Kind, double ShareMin, string What);
}

using Furrow.Sensitive.Detection;

namespace Furrow.Tests.Sensitive;

/// <summary>What values look like; all of them made up for this.</summary>
public sealed class ContentScanTests
{
    [Theory]
    [InlineData("lena.brandt@web-mail.de", "Email")]
    [InlineData("Lena Brandt <lena+shop@mail.co.uk>", "Email")]
    [InlineData("write to mailto:someone@firm.io.", "Email")]
    [InlineData("{\"contact\":\"someone@firm.io\"}", "Email")]
    [InlineData("{a@firm.io,b@firm.io}", "Email")]
    [InlineData("someone@example.com", "None")]
    [InlineData("someone@mail.example.org", "None")]
    [InlineData("someone@host.test", "None")]
    [InlineData("someone@host.invalid", "None")]
    [InlineData("@handle", "None")]
    [InlineData("someone@localhost", "None")]
    [InlineData("pkg@1.2.3", "None")]
    [InlineData("+49 30 9018 2000", "Phone")]
    [InlineData("+14155552671", "Phone")]
    [InlineData("(415) 555-2671", "Phone")]
    [InlineData("415-555-2671", "Phone")]
    [InlineData("030/9018-2000", "Phone")]
    [InlineData("0170 1234567", "Phone")]
    [InlineData("+1 415 555 0123", "None")]
    [InlineData("212-555-0199", "None")]
    [InlineData("+999123456789012", "None")]
    [InlineData("2026-01-05", "None")]
    [InlineData("2026-01-05T07:30:00", "None")]
    [InlineData("05.01.2026", "None")]
    [InlineData("4155552671", "None")]
    [InlineData("1234567890123", "None")]
    [InlineData("DE89 3704 0044 0532 0130 01", "None")]
    [InlineData("GB33BUKB20201555555555", "Iban")]
    [InlineData("GB33 BUKB 2020 1555 5555 55", "Iban")]
    [InlineData("DE89370400440532013000", "None")]
    [InlineData("4539578763621486", "Card")]
    [InlineData("4539 5787 6362 1486", "Card")]
    [InlineData("4539578763621487", "None")]
    [InlineData("4111 1111 1111 1111", "None")]
    [InlineData("192.168.1.17", "IpAddress")]
    [InlineData("8.8.4.4/32", "IpAddress")]
    [InlineData("2a00:1450:4001:81b::200e", "IpAddress")]
    [InlineData("192.0.2.44", "None")]
    [InlineData("203.0.113.9", "None")]
    [InlineData("2001:db8::1", "None")]
    [InlineData("127.0.0.1", "None")]
    [InlineData("07:30:00", "None")]
    [InlineData("1.2.3", "None")]
    [InlineData("516-72-3941", "Ssn")]
    [InlineData("666-12-3456", "None")]
    [InlineData("078-05-1120", "None")]
    [InlineData("$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy", "PasswordHash")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsgt3ub", "PasswordHash")]
    [InlineData("pbkdf2_sha256$260000$abcdefghijklmnop$abcdefghijklmnopqrstuvwx", "PasswordHash")]
    [InlineData("", "None")]
    [InlineData("nothing to see", "None")]
    public void A_value_looks_like_what_it_is(string value, string kinds) =>
        Assert.Equal(kinds, ContentScan.Of(value).ToString());

    [Fact]
    public void A_private_key_is_a_secret() =>
        Assert.Equal(ContentKinds.Secret, ContentScan.Of("-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE"));

    [Fact]
    public void A_column_is_listed_from_its_share_on()
    {
        Assert.Null(Tally(96, "nothing", 4, "a@firm.io"));
        Assert.Equal(
            "5 of 100 values look like e-mail addresses", Tally(95, "nothing", 5, "a@firm.io")?.Reason);
        Assert.Null(Tally(71, "nothing", 29, "+49 30 9018 2000"));
        Assert.NotNull(Tally(70, "nothing", 30, "+49 30 9018 2000"));
    }

    [Fact]
    public void One_secret_is_enough()
    {
        var found = Tally(499, "nothing", 1, "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy");
        Assert.Equal(Furrow.Sensitive.SensitiveKind.Password, found?.Kind);
        Assert.DoesNotContain("$2b$", found?.Reason);
    }

    [Fact]
    public void Random_numbers_of_sixteen_digits_are_no_cards()
    {
        ContentTally tally = new();
        ulong number = 1;
        for (int i = 0; i < 2000; i++)
        {
            number = unchecked((number * 6364136223846793005) + 1442695040888963407);
            tally.Add((1_000_000_000_000_000 + (number >> 11) % 9_000_000_000_000_000).ToString());
        }

        Assert.Null(tally.Judge());
    }

    private static (Furrow.Sensitive.SensitiveKind Kind, string Reason)? Tally(
        int others, string other, int found, string value)
    {
        ContentTally tally = new();
        Enumerable.Repeat(other, others).Concat(Enumerable.Repeat(value, found)).ToList().ForEach(tally.Add);
        tally.Add(null);
        tally.Add("");
        return tally.Judge();
    }
}

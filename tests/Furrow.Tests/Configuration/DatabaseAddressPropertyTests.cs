using System.Data.Common;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

/// <summary>Whatever names and passwords hold, they arrive at the driver, and the password nowhere else.</summary>
public sealed class DatabaseAddressPropertyTests
{
    private const string Mark = "pässwörd";

    private static readonly string[] Pieces =
    [
        "a", "Z", "0", " ", "\t", "\n", "\r\n", ";", "=", "\"", "'", "\\", "/", "?", "#", "@", ":", "%", "%41",
        "&", "+", "$", "{", "}", "[", "]", ",", "é", "ß", "漢", "\u0301", "\u202e", "\U0001F600", "\u2028",
        "\u007f", "--",
        "Host=", "\"\"",
    ];

    private static Gen<string> Names => Gen.NonEmptyListOf(Gen.Elements(Pieces)).Select(string.Concat);

    private sealed record Parts(string Host, string User, string Password, string Database)
    {
        public string ToUrl() =>
            $"postgres://{Encode(User)}:{Encode(Password)}@{Encode(Host)}:5433/{Encode(Database)}"
            + $"?application_name={Encode(User)}";

        private static string Encode(string text) => Uri.EscapeDataString(text);
    }

    private static Arbitrary<Parts> Addresses =>
        (from host in Names
         from user in Names
         from password in Names
         from database in Names
         select new Parts(host, user, Mark + password, database)).ToArbitrary();

    [Fact]
    public void A_URL_survives_the_way_to_the_driver() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Addresses, parts =>
        {
            DatabaseAddress address = DatabaseAddress.Parse(parts.ToUrl(), "/project");
            return Arrives(parts, address) && address.DatabaseName == parts.Database && address.Host == parts.Host;
        }));

    [Fact]
    public void The_keyword_form_survives_the_way_to_the_driver() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Addresses, any =>
        {
            // A socket, because in this form a host may carry its port.
            Parts parts = any with { Host = "/" + any.Host };
            string text = DatabaseAddress.Parse(parts.ToUrl(), "/project").ToConnectionString();
            return Arrives(parts, DatabaseAddress.Parse(text, "/project"));
        }));

    private static bool Arrives(Parts parts, DatabaseAddress address)
    {
        var read = new DbConnectionStringBuilder { ConnectionString = address.ToConnectionString() };
        bool whole = (string)read["Host"] == parts.Host && (string)read["Username"] == parts.User
            && (string)read["Password"] == parts.Password && (string)read["Database"] == parts.Database
            && (string)read["Application Name"] == parts.User && (string)read["Port"] == "5433";
        bool hidden = !address.Display.Contains(Mark, StringComparison.Ordinal)
            && !address.Display.Any(char.IsControl)
            && !$"{address} {address.ToReference()}".Contains(Mark, StringComparison.Ordinal);
        return whole && hidden && address.Secrets.SequenceEqual([parts.Password]);
    }
}

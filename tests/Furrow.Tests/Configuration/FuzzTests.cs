using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

/// <summary>Whatever stands in a file, the answer is a value or a FurrowException with a place.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Pieces =
    [
        "name", "seeds", "path", ": ", ":", "- ", "\n", "\n  ", "\t", "{", "}", "[", "]", ", ", "'", "\"", "#", " #",
        "&a", "*a", "!t", "!", "|", ">", "%", "%YAML 1.2\n", "@", "`", "---\n", "...\n", "? ", "~", "null", "${A}",
        "${", "$$",
        "<<", "\\", "\\n", "=", "export ", "A", "sensitive", "a.b", "environments", "\r\n", "\r", "\u0085", "\u2028",
        "\uFEFF", "\0", "\u00e9", "\U0001F600", "\ud800", "1", "5s",
    ];

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60);

    private static Arbitrary<string> Texts => Gen.OneOf(
        Gen.ListOf(Gen.Elements(Pieces)).Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""))
        .ToArbitrary();

    [Fact]
    public void Only_a_FurrowException_escapes_from_furrow_yaml() =>
        Check.One(Many, Prop.ForAll(Texts, text => EndsWell(() => ProjectFile.Parse(text, "furrow.yaml"))));

    [Fact]
    public void Only_a_FurrowException_escapes_from_dot_env() =>
        Check.One(Many, Prop.ForAll(Texts, text => EndsWell(() => DotEnvFile.Parse(text))));

    [Fact]
    public void Only_a_FurrowException_escapes_from_a_database_text()
    {
        string[] pieces =
        [
            "postgres://", "sqlite:", "Host=", "Port=", ";", "=", "\"", "'", "@", ":", "/", "?", "&", "%", "%41", "%FF",
            "%00",
            "[", "]", "::1", "sslmode=", "require", "password", "5432", "x", ",", "#", " ", "\n", "\0", "\ud800", "é",
        ];
        Gen<string> texts = Gen.ListOf(Gen.Elements(pieces)).Select(string.Concat);
        Gen<string> urls = texts.Select(text => "postgres://" + text);
        Check.One(Many, Prop.ForAll(Gen.OneOf(texts, urls).ToArbitrary(), text => EndsWell(() =>
        {
            DatabaseAddress address = DatabaseAddress.Parse(text, "/project");
            _ = (address.Port, address.ToReference());
        })));
    }

    private static bool EndsWell(Action parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (FurrowException e)
        {
            return e.Code == ErrorCode.ConfigInvalid && e.Message.Length > 0 && (e.File is null || e.Line >= 1);
        }
    }
}

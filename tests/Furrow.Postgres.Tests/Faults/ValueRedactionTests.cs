using Furrow.Postgres.Faults;

namespace Furrow.Postgres.Tests.Faults;

/// <summary>Shapes that a test's server cannot be made to write: other languages, extensions, odd values.</summary>
public sealed class ValueRedactionTests
{
    [Theory]
    [InlineData("22P02", "ungültige Eingabesyntax für Typ integer: »x«", "invalid text representation")]
    [InlineData("22007", "syntaxe en entrée invalide pour le type date : « x »", "invalid date or time")]
    [InlineData("22003", "der Wert »9« ist zu groß", "numeric value out of range")]
    [InlineData("42601", "syntax error at or near \"Brien\"", "syntax error")]
    [InlineData("42601", "syntax error at or near \")\"", "syntax error at or near \")\"")]
    [InlineData("42601", "syntax error at end of input", "syntax error at end of input")]
    [InlineData("42601", "unterminated quoted string at or near \"'x\ny\"", "unterminated quoted string")]
    [InlineData("42601", "Syntaxfehler bei »x«", "syntax error")]
    [InlineData("42601", "functions returning \"record\" need a list", "functions returning \"record\" need a list")]
    [InlineData("42601", "syntax error in hstore, near \"x\" at position 3", "syntax error in hstore")]
    [InlineData("22021", "invalid byte sequence for encoding \"UTF8\": 0xff",
        "invalid byte sequence for encoding \"UTF8\"")]
    [InlineData("22P04", "missing data for column \"age\"", "missing data for column \"age\"")]
    [InlineData("22P04", "fehlende Daten für Spalte »x«", "bad COPY data format")]
    [InlineData("42P01", "relation \"x\" does not exist", "relation \"x\" does not exist")]
    [InlineData("22012", "division by zero", "division by zero")]
    public void Messages(string sqlState, string said, string shown) =>
        Assert.Equal(shown, ValueRedaction.Message(sqlState, said));

    [Theory]
    [InlineData("23505", "Key (a, b)=(1, x) already exists.", "Key (a, b) already exists.")]
    [InlineData("23505", "Key (a)=(x) already exists. (y)=(z) already exists.", "Key (a) already exists.")]
    [InlineData("23505", "Key (lower(a))=(two\nlines) is duplicated.", "Key (lower(a)) is duplicated.")]
    [InlineData("23503", "Key (a)=(x) is not present in table \"t\".", "Key (a) is not present in table \"t\".")]
    [InlineData("23503", "Key (a)=(x) looks different now", "Key (a).")]
    [InlineData("23P01", "Key (a)=([1,2)) conflicts with existing key (a)=([1,3)).",
        "Key (a) conflicts with another row's.")]
    [InlineData("23505", "Schlüssel »(a)=(x)« existiert bereits.", null)]
    [InlineData("23502", "Failing row contains (1, x).", null)]
    [InlineData("44000", "Failing row contains (1, x).", null)]
    [InlineData("22P02", "Token \"x\" is invalid.", null)]
    [InlineData("42501", "must be owner of table t", "must be owner of table t")]
    [InlineData("23503", "MATCH FULL does not allow mixing of null and nonnull key values.",
        "MATCH FULL does not allow mixing of null and nonnull key values.")]
    [InlineData("42P01", null, null)]
    public void Details(string sqlState, string? said, string? shown) =>
        Assert.Equal(shown, ValueRedaction.Detail(sqlState, said));

    [Theory]
    [InlineData("XX000", "\"POINT(x\" <-- parse error at position 7 within geometry", null)]
    [InlineData("22008", "Perhaps you need a different \"datestyle\" setting.",
        "Perhaps you need a different \"datestyle\" setting.")]
    [InlineData("42703", "Perhaps you meant to reference the column \"t.a\".",
        "Perhaps you meant to reference the column \"t.a\".")]
    [InlineData("22P02", "Did you mean \"x\"?", null)]
    public void Hints(string sqlState, string? said, string? shown) =>
        Assert.Equal(shown, ValueRedaction.Hint(sqlState, said));

    [Theory]
    [InlineData("COPY users, line 3, column age: \"x\"", "users", 3, "age")]
    [InlineData("COPY users, line 12: \"a, line 4, column b: c\"", "users", 12, null)]
    [InlineData("COPY users, Zeile 5, Spalte age: »x«", "users", 5, null)]
    [InlineData("PL/pgSQL function f() line 3 at RAISE\nCOPY t, line 9, column a: null input", "t", 9, "a")]
    public void Copy_places(string context, string table, int line, string? column) =>
        Assert.Equal(new CopyPlace(table, line, column), CopyPlace.Find(context));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SQL statement \"x\"")]
    [InlineData("COPY users")]
    public void No_copy_place(string? context) => Assert.Null(CopyPlace.Find(context));
}

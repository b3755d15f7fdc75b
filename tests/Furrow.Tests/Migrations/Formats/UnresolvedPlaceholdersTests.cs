using Furrow.Migrations.Formats;
using Furrow.Sql;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>What another tool would have filled in is found; SQL that only looks like it is left alone.</summary>
public sealed class UnresolvedPlaceholdersTests
{
    [Theory]
    [InlineData("CREATE SCHEMA ${schema};", "${schema}")]
    [InlineData("CREATE TABLE app_${env}.a (id int);", "${env}")]
    [InlineData("SELECT ${a}, ${b}, ${a};", "${a}", "${b}")]
    [InlineData("GRANT ALL ON a TO {{ role }};", "{{ role }}")]
    [InlineData("CREATE ROLE r PASSWORD :'pw';", ":'pw'")]
    [InlineData("ALTER TABLE :\"t\" ADD b int;", ":\"t\"")]
    [InlineData("GRANT ALL ON a TO :role;", ":role")]
    [InlineData("INSERT INTO a VALUES (:x, :'y');", ":x", ":'y'")]
    [InlineData("SELECT f(a[1:2], :x);", ":x")]
    [InlineData("SELECT JSON_OBJECT('a':'b'), :x;", ":x")]
    [InlineData("SELECT ${unclosed\n;", "${unclosed")]
    public void A_placeholder_is_found(string text, params string[] expected) =>
        Assert.Equal(expected, UnresolvedPlaceholders.Find(text, SqlDialect.Postgres).Select(found => found.Text));

    [Theory]
    [InlineData("SELECT a[1:2], a[lo:hi], a[:hi], a[lo:], (a[lo:hi])[b:c];")]
    [InlineData("SELECT '1'::text, a::\"char\", a :: int, ARRAY[1]::int[];")]
    [InlineData("CALL f(a := 1, b:=c);")]
    [InlineData("SELECT '${a}', '{{ b }}', ':c', E'\\':d', $$ ${e} :f {{ g }} $$, $x$:'h'$x$;")]
    [InlineData("-- ${a} {{ b }} :c\n/* :'d' */ SELECT 1;")]
    [InlineData("CREATE TABLE \"${a}:b\" (id int);")]
    [InlineData("SELECT JSON_OBJECT('a':'b', k:v, 'n': json_object('x':y)), JSON_OBJECTAGG(k:v) FROM t;")]
    [InlineData("COPY a FROM STDIN;\n1\t:x ${y} {{ z }}\n\\.\nSELECT 1;")]
    [InlineData("CREATE FUNCTION f(a int[]) RETURNS int BEGIN ATOMIC SELECT a[x:y]; END;")]
    [InlineData("SELECT '{\"a\":\"b\"}'::jsonb #> '{a}', now()::timestamptz, '12:30'::time;")]
    public void What_is_sql_is_left_alone(string text) =>
        Assert.Empty(UnresolvedPlaceholders.Find(text, SqlDialect.Postgres));

    [Theory]
    [InlineData("INSERT INTO a VALUES (:x);", ":x")]
    [InlineData("SELECT ${x};", "${x}")]
    [InlineData("SELECT [a:b], `c:d`, ':e' FROM t;")]
    public void Sqlite_has_its_own_quotes(string text, params string[] expected) =>
        Assert.Equal(expected, UnresolvedPlaceholders.Find(text, SqlDialect.Sqlite).Select(found => found.Text));

    [Fact]
    public void Each_is_told_once_with_its_line_and_only_the_first_few()
    {
        string text = "SELECT 1;\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"SELECT ${{p{i}}};\n"));
        IReadOnlyList<Placeholder> found = UnresolvedPlaceholders.Find(text, SqlDialect.Postgres);
        Assert.Equal([2, 3, 4, 5, 6], found.Select(placeholder => placeholder.Line));
    }
}

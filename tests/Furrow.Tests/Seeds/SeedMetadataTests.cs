using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Seeds;

namespace Furrow.Tests.Seeds;

/// <summary>What seeds say about themselves, in each of their kinds.</summary>
public sealed class SeedMetadataTests
{
    private const string Rows = """
        tables:
          [ { table: users, key: [email], rows: [ { email: a@b.c, organization_id: !ref organizations[slug=acme] } ] } ]
        """;

    public static TheoryData<SeedKind, string> All { get; } = new()
    {
        {
            SeedKind.Sql,
            """
            -- Users that everybody needs: see the wiki.
            -- version: 1.2.0

            -- description: Users: the first ones
            -- depends: base/00_roles, base/05_plans
            -- depends: base/06_more
            -- requires: 001, 20240321
            -- tables: users
            -- policy: on-change
            -- volatile: true
            INSERT INTO users VALUES (1);
            -- version: 9
            """
        },
        {
            SeedKind.Csv,
            """
            # version: 1.2.0
            #description: Users: the first ones
            # depends: base/00_roles,base/05_plans , base/06_more,
            # requires: 001, 20240321
            # tables: users
            # policy: on-change
            # volatile: true
            id,name
            """
        },
        {
            SeedKind.Json,
            """
            {
              // comments are fine
              "tables": [{"table": "users", "rows": [{"id": 1, "policy": "nonsense"}]}],
              "version": "1.2.0",
              "description": "Users: \u0074he first ones",
              "depends": ["base/\u0030\u0030_roles", "base/05_plans", "base/06_more"],
              "requires": "001, 20240321",
              "policy": "on-change",
              "volatile": true,
            }
            """
        },
        {
            SeedKind.Yaml,
            $"""
            version: 1.2.0
            description: "Users: the first ones"
            depends: [ base/00_roles, base/05_plans, base/06_more ]
            {Rows}
            requires:
              - 001
              - "20240321"
            policy: on-change
            volatile: true
            """
        },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Every_key_is_read_in_every_kind(SeedKind kind, string text)
    {
        SeedMetadata metadata = SeedMetadata.Read(text, kind, "seed");
        Assert.Equal("1.2.0", metadata.Version);
        Assert.Equal("Users: the first ones", metadata.Description);
        Assert.Equal(["base/00_roles", "base/05_plans", "base/06_more"], metadata.Depends);
        Assert.Equal(["001", "20240321"], metadata.Requires);
        Assert.Equal(SeedPolicy.OnChange, metadata.Policy);
        Assert.True(metadata.IsVolatile);

        // In yaml and json the rows themselves stand under this key.
        Assert.Equal(kind is SeedKind.Sql or SeedKind.Csv ? ["users"] : [], metadata.Tables);
    }

    [Theory]
    [InlineData(SeedKind.Sql, "")]
    [InlineData(SeedKind.Csv, "id\n1\n")]
    [InlineData(SeedKind.Json, "{}")]
    [InlineData(SeedKind.Yaml, "")]
    [InlineData(SeedKind.Yaml, "# only a comment\n")]
    [InlineData(SeedKind.Yaml, "depends:\ntables: []")]
    public void Nothing_said_is_nothing_read(SeedKind kind, string text)
    {
        SeedMetadata metadata = SeedMetadata.Read(text, kind, "seed");
        Assert.Null(metadata.Version);
        Assert.Null(metadata.Description);
        Assert.Null(metadata.Policy);
        Assert.Empty(metadata.Depends);
        Assert.False(metadata.IsVolatile);
    }

    [Theory]
    [InlineData(SeedKind.Sql, "-- Note: this is prose\n-- see: https://example.com\n-- policies: none")]
    [InlineData(SeedKind.Csv, "# author: me\nid\n")]
    public void A_comment_that_only_looks_like_metadata_is_a_comment(SeedKind kind, string text) =>
        Assert.Null(SeedMetadata.Read(text, kind, "seed").Description);

    [Theory]
    [InlineData(SeedKind.Sql, "-- a\n-- version: one", 2, "version is 'one'")]
    [InlineData(SeedKind.Sql, "-- policy: sometimes", 1, "policy is 'sometimes'")]
    [InlineData(SeedKind.Sql, "-- volatile: yes", 1, "volatile is 'yes'")]
    [InlineData(SeedKind.Sql, "-- version: 1\n-- version: 2", 2, "version is given twice")]
    [InlineData(SeedKind.Sql, "-- policy: once\n--\n-- policy: always", 3, "policy is given twice")]
    [InlineData(SeedKind.Json, "{\"version\": 1,\n\"version\": 2}", 2, "version is given twice")]
    [InlineData(SeedKind.Json, "{\n\"depend\": []}", 2, "did you mean depends?")]
    [InlineData(SeedKind.Json, "{\"version\": null}", 1, "version is 'null'")]
    [InlineData(SeedKind.Yaml, "tables: []\npolciy: once", 2, "did you mean policy?")]
    [InlineData(SeedKind.Yaml, "version: 1\nversion: 2", 2, "version is given twice")]
    [InlineData(SeedKind.Yaml, "rows: []", 1, "rows is no key of a seed")]
    [InlineData(SeedKind.Yaml, "volatile: True", 1, "volatile is 'True'")]
    public void What_cannot_be_meant_is_refused_by_line(SeedKind kind, string text, int line, string message)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => SeedMetadata.Read(text, kind, "seeds/x"));
        Assert.Equal((ErrorCode.SeedInvalid, "seeds/x", line), (error.Code, error.File, error.Line));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SeedKind.Json, "")]
    [InlineData(SeedKind.Json, "[]")]
    [InlineData(SeedKind.Json, "{\"version\"")]
    [InlineData(SeedKind.Json, "{\"version\": \"1")]
    [InlineData(SeedKind.Json, "{\"depends\": [1]}")]
    [InlineData(SeedKind.Json, "{\"description\": \"\\ud800\"}")]
    [InlineData(SeedKind.Json, "{\"\\ud800\": 1}")]
    [InlineData(SeedKind.Yaml, "- a\n- b")]
    [InlineData(SeedKind.Yaml, "version: [1")]
    [InlineData(SeedKind.Yaml, "? [a]\n: b")]
    [InlineData(SeedKind.Yaml, "version: \"1")]
    public void What_is_no_document_is_refused(SeedKind kind, string text)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => SeedMetadata.Read(text, kind, "seeds/x"));
        Assert.Equal((ErrorCode.SeedInvalid, "seeds/x"), (error.Code, error.File));
        Assert.NotEmpty(error.Hint!);
    }

    [Fact]
    public void Whatever_the_text_the_answer_is_metadata_or_an_error_of_ours()
    {
        string[] pieces =
        [
            "version", "depends", "tables", "description", ":", ": ", "-", "- ", "{", "}", "[", "]", ",", "\"", "'",
            "\n", "  ", "#", "&a", "*a", "!ref x", "?", "|", ">", "\t", "\\ud800", "\0", "%", "1.0", "null", "---",
            "...",
        ];
        Gen<string> texts = Gen.NonEmptyListOf(Gen.Elements(pieces)).Select(string.Concat);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(texts.ToArbitrary(), text =>
            {
                foreach (SeedKind kind in Enum.GetValues<SeedKind>())
                {
                    Exception? exception = Record.Exception(() => SeedMetadata.Read(text, kind, "x"));
                    Assert.True(
                        exception is null or FurrowException { Code: ErrorCode.SeedInvalid }, $"{kind}: {exception}");
                }
            }));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        const string Text = "-- version: abc\n-- policy: sometimes\n-- volatile: perhaps\nSELECT 1;";
        FurrowException error = Assert.Throws<FurrowException>(
            () => SeedMetadata.Read(Text, SeedKind.Sql, "seeds/x.sql"));
        Assert.Equal(
            ["seeds/x.sql:1: version", "seeds/x.sql:2: policy", "seeds/x.sql:3: volatile"],
            error.Detail!.Split('\n').Select(line => line.Split(" is ")[0]));
    }

    [Theory]
    [InlineData(SeedKind.Yaml, "tabels:\n  - table: users", "did you mean tables")]
    [InlineData(SeedKind.Yaml, "depends: { a: b }", "expected a list of names")]
    [InlineData(SeedKind.Yaml, "depends: [ { a: b } ]", "expected a list of names")]
    [InlineData(SeedKind.Json, """{ "requires": { "a": "b" } }""", "expected a list of names")]
    [InlineData(SeedKind.Yaml, "- a", "something else stands where a key should")]
    [InlineData(SeedKind.Json, """{ "a" "b" }""", "This is not a JSON object")]
    public void What_stands_in_a_wrong_place_is_told_in_our_words(SeedKind kind, string text, string expected)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => SeedMetadata.Read(text, kind, "seeds/x"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MappingStart", error.Message, StringComparison.Ordinal);
    }
}

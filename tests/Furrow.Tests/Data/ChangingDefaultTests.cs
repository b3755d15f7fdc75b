using Furrow.Data;

namespace Furrow.Tests.Data;

public sealed class ChangingDefaultTests
{
    [Theory]
    [InlineData("now()")]
    [InlineData("CURRENT_TIMESTAMP")]
    [InlineData("(now() AT TIME ZONE 'utc'::text)")]
    [InlineData("nextval('public.\"a b\"'::regclass)")]
    [InlineData("gen_random_uuid()")]
    [InlineData("public.uuid_generate_v4()")]
    [InlineData("(lower(hex(randomblob(16))))")]
    [InlineData("(strftime('%s', 'now'))")]
    [InlineData("(date('now'))")]
    [InlineData("('it''s ' || random())")]
    public void Changes(string expression) => Assert.True(ChangingDefault.Is(expression));

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("'now()'::text")]
    [InlineData("'2026-01-05'::date")]
    [InlineData("'07:30:00'::time without time zone")]
    [InlineData("'it''s now() and \"random()'::character varying(20)")]
    [InlineData("'{}'::jsonb")]
    [InlineData("snow_random_total()")]
    [InlineData("'open")]
    public void Stays(string? expression) => Assert.False(ChangingDefault.Is(expression));
}

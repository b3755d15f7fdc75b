using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Tests.Data;

/// <summary>ISO 8601 and nothing else.</summary>
public sealed class TimeConversionTests
{
    [Theory]
    [InlineData(TypeKind.Date, "2026-01-05", "2026-01-05")]
    [InlineData(TypeKind.Date, "2024-02-29", "2024-02-29")]
    [InlineData(TypeKind.Date, "12026-01-05", "12026-01-05")]
    [InlineData(TypeKind.Date, "0044-03-15 BC", "0044-03-15 BC")]
    [InlineData(TypeKind.Date, "0001-02-29 bc", "0001-02-29 BC")]
    [InlineData(TypeKind.Date, "Infinity", "infinity")]
    [InlineData(TypeKind.Date, "-infinity", "-infinity")]
    [InlineData(TypeKind.Date, "2026-02-29", null)]
    [InlineData(TypeKind.Date, "2026-13-01", null)]
    [InlineData(TypeKind.Date, "2026-00-10", null)]
    [InlineData(TypeKind.Date, "2026-01-00", null)]
    [InlineData(TypeKind.Date, "0000-01-01", null)]
    [InlineData(TypeKind.Date, "05/01/2026", null)]
    [InlineData(TypeKind.Date, "5.1.2026", null)]
    [InlineData(TypeKind.Date, "20260105", null)]
    [InlineData(TypeKind.Date, "26-01-05", null)]
    [InlineData(TypeKind.Date, "2026-1-5", null)]
    [InlineData(TypeKind.Date, "2026-01-05T00:00:00", null)]
    [InlineData(TypeKind.Date, "today", null)]
    [InlineData(TypeKind.Date, "", null)]
    [InlineData(TypeKind.Time, "07:30", "07:30:00")]
    [InlineData(TypeKind.Time, "07:30:05.120000", "07:30:05.12")]
    [InlineData(TypeKind.Time, "07:30:05.123456000", "07:30:05.123456")]
    [InlineData(TypeKind.Time, "24:00:00", "24:00:00")]
    [InlineData(TypeKind.Time, "24:00:01", null)]
    [InlineData(TypeKind.Time, "07:60", null)]
    [InlineData(TypeKind.Time, "07:30:60", null)]
    [InlineData(TypeKind.Time, "7:30", null)]
    [InlineData(TypeKind.Time, "07:30:05.", null)]
    [InlineData(TypeKind.Time, "07:30:05.1234567", null)]
    [InlineData(TypeKind.Time, "07:30Z", null)]
    [InlineData(TypeKind.Time, "7:30 PM", null)]
    [InlineData(TypeKind.TimeTz, "07:30Z", "07:30:00Z")]
    [InlineData(TypeKind.TimeTz, "07:30", "07:30:00Z")]
    [InlineData(TypeKind.TimeTz, "01:30+02", "23:30:00Z")]
    [InlineData(TypeKind.TimeTz, "23:30-0530", "05:00:00Z")]
    [InlineData(TypeKind.Timestamp, "2026-01-05T07:30:00", "2026-01-05T07:30:00")]
    [InlineData(TypeKind.Timestamp, "2026-01-05 07:30", "2026-01-05T07:30:00")]
    [InlineData(TypeKind.Timestamp, "2026-01-05", "2026-01-05T00:00:00")]
    [InlineData(TypeKind.Timestamp, "2026-01-05T07:30:00Z", "2026-01-05T07:30:00")]
    [InlineData(TypeKind.Timestamp, "2026-12-31T24:00:00", "2027-01-01T00:00:00")]
    [InlineData(TypeKind.Timestamp, "0044-03-15 10:00 BC", "0044-03-15T10:00:00 BC")]
    [InlineData(TypeKind.Timestamp, "0044-03-15 BC", "0044-03-15T00:00:00 BC")]
    [InlineData(TypeKind.Timestamp, "infinity", "infinity")]
    [InlineData(TypeKind.Timestamp, "2026-01-05T07:30:00+02", null)]
    [InlineData(TypeKind.Timestamp, "2026-01-05  07:30", null)]
    [InlineData(TypeKind.Timestamp, "2026-01-05T", null)]
    [InlineData(TypeKind.Timestamp, "300000-01-01", null)]
    [InlineData(TypeKind.Timestamp, "1767598200", null)]
    [InlineData(TypeKind.TimestampTz, "2026-01-05T07:30:00Z", "2026-01-05T07:30:00Z")]
    [InlineData(TypeKind.TimestampTz, "2026-01-05t07:30:00z", "2026-01-05T07:30:00Z")]
    [InlineData(TypeKind.TimestampTz, "2026-01-05 07:30", "2026-01-05T07:30:00Z")]
    [InlineData(TypeKind.TimestampTz, "2026-01-01T00:30:00+02:00", "2025-12-31T22:30:00Z")]
    [InlineData(TypeKind.TimestampTz, "2026-12-31T23:30:00.000001-0130", "2027-01-01T01:00:00.000001Z")]
    [InlineData(TypeKind.TimestampTz, "0001-01-01T00:00:00+01", "0001-12-31T23:00:00Z BC")]
    [InlineData(TypeKind.TimestampTz, "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z")]
    [InlineData(TypeKind.TimestampTz, "2026-01-05T07:30:00+16", null)]
    [InlineData(TypeKind.TimestampTz, "2026-01-05T07:30:00+2", null)]
    [InlineData(TypeKind.TimestampTz, "2026-01-05T07:30:00 Europe/Lisbon", null)]
    public void Text_becomes_canonical_or_a_problem(TypeKind kind, string text, string? canonical)
    {
        Conversion converted = ValueConverter.Convert(Types.Of(kind), new PlainText(text, new TextPlace(1, 1)));
        Assert.Equal(canonical, converted.Text);
        Assert.Equal(canonical is null, converted.Problem is not null);
    }

    [Theory]
    [InlineData(3, "2026-01-05T07:30:00.123Z", true)]
    [InlineData(3, "2026-01-05T07:30:00.123400Z", false)]
    [InlineData(0, "2026-01-05T07:30:00.000Z", true)]
    [InlineData(0, "2026-01-05T07:30:00.5Z", false)]
    [InlineData(6, "2026-01-05T07:30:00.123456Z", true)]
    public void Digits_of_a_second_that_the_column_would_round_are_refused(int digits, string text, bool fits)
    {
        ColumnType type = Types.Of(TypeKind.TimestampTz) with { Precision = digits };
        Assert.Equal(fits, ValueConverter.Convert(type, new PlainText(text, new TextPlace(1, 1))).Problem is null);
    }

    [Fact]
    public void Days_are_counted_as_the_framework_counts_them()
    {
        DateTime epoch = DateTime.UnixEpoch;
        for (DateTime day = DateTime.MinValue; day < DateTime.MaxValue.AddDays(-100); day = day.AddDays(97))
        {
            long days = CivilDay.ToDays(day.Year, day.Month, day.Day);
            Assert.Equal((day - epoch).Days, days);
            Assert.Equal((day.ToString("yyyy-MM-dd", null), false), CivilDay.Format(days));
        }
    }
}

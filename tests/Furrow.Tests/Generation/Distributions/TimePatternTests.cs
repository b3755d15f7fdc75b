using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Distributions;

public sealed class TimePatternTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("times");

    // 2026-01-01, a Thursday.
    private static readonly int FirstDay = new DateOnly(2026, 1, 1).DayNumber - new DateOnly(1970, 1, 1).DayNumber;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 9)]
    [InlineData(2, 30)]
    [InlineData(-20_000, 365)]
    public void Days_are_as_frequent_as_their_weekdays_weight(int offset, int days)
    {
        int[] weights = [5, 4, 4, 4, 6, 2, 1];
        TimePattern pattern = new(new()
        {
            FirstDay = FirstDay + offset, LastDay = FirstDay + offset + days - 1, WeekdayWeights = weights,
        });
        long[] counts = new long[days];
        for (ulong at = 0; at < 100_000; at++)
        {
            counts[Math.DivRem(pattern.At(Key, at), TimePattern.MicrosecondsPerDay).Quotient switch
            {
                long day when pattern.At(Key, at) < 0 && pattern.At(Key, at) % TimePattern.MicrosecondsPerDay != 0 =>
                    day - 1 - FirstDay - offset,
                long day => day - FirstDay - offset,
            }]++;
        }

        double[] expected = [.. Enumerable.Range(0, days).Select(day => (double)weights[
            ((int)new DateOnly(2026, 1, 1).AddDays(offset + day).DayOfWeek + 6) % 7])];
        if (days > 1)
        {
            Statistics.AssertFits(counts, [.. expected.Select(e => e / expected.Sum() * 100_000)], $"{days} days");
        }
    }

    [Fact]
    public void Hours_have_their_weights_minutes_are_even_and_days_and_hours_do_not_know_of_each_other()
    {
        TimePattern pattern = new(new()
        {
            FirstDay = FirstDay, LastDay = FirstDay + 27, WeekdayWeights = TimePattern.WorkingDays,
            HourWeights = TimePattern.BusinessHours, StepMicroseconds = 15 * 60_000_000L,
        });
        long[] quarters = new long[96];
        long[] pairs = new long[20 * 10];
        for (ulong at = 0; at < 100_000; at++)
        {
            long moment = pattern.At(Key, at);
            DateTime when = DateTime.UnixEpoch.AddMicroseconds(moment);
            Assert.True(when.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && when.Second == 0);
            quarters[(when.Hour * 4) + (when.Minute / 15)]++;
            int day = (int)((moment / TimePattern.MicrosecondsPerDay) - FirstDay);
            pairs[((day - ((day + 3) / 7 * 2) + 20) % 20 * 10) + when.Hour - 8]++;
        }

        decimal[] weights = [.. TimePattern.BusinessHours];
        double total = (double)weights.Sum();
        Statistics.AssertFits(
            quarters, [.. Enumerable.Range(0, 96).Select(q => (double)weights[q / 4] / total / 4 * 100_000)], "hours");
        Statistics.AssertFits(
            pairs, [.. Enumerable.Range(0, 200).Select(p => (double)weights[8 + (p % 10)] / total / 20 * 100_000)],
            "days and hours");
    }

    [Fact]
    public void Times_of_day_have_their_hours_weights()
    {
        HourPattern pattern = new(TimePattern.LeisureHours, 1_000_000);
        long[] hours = new long[24];
        for (ulong at = 0; at < 50_000; at++)
        {
            long time = pattern.At(Key, at);
            Assert.Equal(0, time % 1_000_000);
            hours[time / TimePattern.MicrosecondsPerHour]++;
        }

        double total = (double)TimePattern.LeisureHours.Sum();
        Statistics.AssertFits(hours, [.. TimePattern.LeisureHours.Select(w => (double)w / total * 50_000)], "leisure");
    }

    [Fact]
    public void Ranges_without_a_weight_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TimePattern(new()
        {
            FirstDay = FirstDay + 2, LastDay = FirstDay + 3, WeekdayWeights = TimePattern.WorkingDays,
        }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimePattern(new() { FirstDay = 2, LastDay = 1 }));
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        TimePattern pattern = new(new()
        {
            FirstDay = FirstDay, LastDay = FirstDay + 100, WeekdayWeights = [5, 4, 4, 4, 6, 2, 1],
            HourWeights = TimePattern.LeisureHours,
        });
        HourPattern hours = new(TimePattern.BusinessHours);
        Checksums.AssertSame("times", Checksums.Of(Enumerable.Range(0, 2000).SelectMany(
            at => new[] { pattern.At(Key, (ulong)at), hours.At(Key, (ulong)at) })));
    }
}

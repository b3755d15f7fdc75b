using Furrow.Cli.Live;
using Furrow.Cli.Rendering;
using Furrow.Events;

namespace Furrow.Cli.Tests.Live;

public sealed class ProgressLineTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Nothing_is_shown_in_the_first_second()
    {
        using ProgressLine progress = new(Stream(80), _clock, "setup");
        progress.Follow(new SeedStarted("base/00_roles"));
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        progress.Dispose();
        Assert.Equal("", _error.ToString());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(160)]
    public void Then_it_says_what_goes_on_within_the_width_and_goes_away(int width)
    {
        MessageStream stream = Stream(width);
        ProgressLine progress = new(stream, _clock, "setup");
        progress.Follow(new MigrationStarted("20251215140000", "add_waitlist_offers_and_check_in_and_more"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        string first = Last();
        progress.Follow(new SeedStarted("development/予約テーブル_and_others_with_long_names"));
        progress.Follow(new ProgressMade(EventOperation.Insert, "Seeds", "seeds", 3, 5));
        _clock.Advance(TimeSpan.FromSeconds(61));
        string second = Last();
        progress.Dispose();
        Approval.Verify($"{first}|\n{second}|\n", $"Progress_at_{width}_columns");
        Assert.All([first, second], line => Assert.True(PhraseText.Width(line) < width));
        Assert.EndsWith(" \r", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true, "setup  \e[36m━━━━\e[0m\e[90m━━━━\e[0m  \e[90m1 s\e[0m")]
    [InlineData(false, false, "setup  ----      1 s")]
    public void The_bar_follows_what_the_screen_can_show(bool hasColour, bool hasUnicode, string shown)
    {
        using ProgressLine progress = new(
            new MessageStream(_error, new Screen(40, hasColour, hasUnicode)), _clock, "setup");
        progress.Follow(new ProgressMade(EventOperation.Insert, "Seeds", "seeds", 2, 4));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(shown, Last());
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public void Rows_have_a_speed_and_an_end_within_the_width(int width)
    {
        MessageStream stream = Stream(width);
        ProgressLine progress = new(stream, _clock, "generate");
        progress.Follow(Rows("generate user_packages", 0, 5_000_000));
        _clock.Advance(TimeSpan.FromSeconds(1));
        string first = Last();
        for (int step = 1; step <= 3; step++)
        {
            progress.Follow(Rows("generate 予約テーブル_with_a_long_name", 410_000 * step, 5_000_000));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        string second = Last();
        progress.Follow(new ProgressMade(EventOperation.Complete, "generate", "MB", 16, null));
        progress.Follow(Rows("generate 予約テーブル_with_a_long_name", 5_000_000, 5_000_000));
        _clock.Advance(TimeSpan.FromSeconds(1));
        string third = Last();
        progress.Follow(new ProgressMade(EventOperation.Complete, "generate: indexes and keys", "statements", 1, 4)
        {
            Whole = new WorkShare(1, 4),
        });
        _clock.Advance(TimeSpan.FromSeconds(1));
        string fourth = Last();
        progress.Dispose();
        string[] lines = [first, second, third, fourth];
        Approval.Verify(string.Concat(lines.Select(line => $"{line}|\n")), $"Progress_of_rows_at_{width}_columns");
        Assert.All(lines, line => Assert.True(PhraseText.Width(line) < width));
    }

    [Fact]
    public void A_build_log_is_told_the_speed_too()
    {
        using ProgressLine progress = new(new MessageStream(_error, Screen.Pipe), _clock, "generate");
        progress.Follow(Rows("generate users", 0, 5_000));
        _clock.Advance(TimeSpan.FromSeconds(5));
        progress.Follow(Rows("generate users", 1_000, 5_000));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(
            "still working: generate users, 1,000 of 5,000 rows, 100 rows/s, 40 s left, 10 s\n", _error.ToString());
    }

    private static ProgressMade Rows(string label, long done, long total) =>
        new(EventOperation.Insert, label, "rows", done / 2, total / 2) { Whole = new WorkShare(done, total) };

    [Fact]
    public void A_message_stands_above_the_line_and_a_question_alone()
    {
        MessageStream stream = Stream(40);
        using ProgressLine progress = new(stream, _clock, "setup");
        _clock.Advance(TimeSpan.FromSeconds(1));
        stream.Write(Page.Of("warning"));
        Assert.Equal("\rsetup  1 s\r\r          \rwarning\n", _error.ToString());
        stream.BeginQuestion("Sure?");
        int length = _error.ToString().Length;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(length, _error.ToString().Length);
        stream.EndQuestion(isAnswered: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.EndsWith("\rsetup  7 s\r", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_log_gets_a_plain_line_every_ten_seconds()
    {
        MessageStream stream = new(_error, Screen.Pipe);
        using ProgressLine progress = new(stream, _clock, "setup");
        progress.Follow(new SeedStarted("base/00_roles"));
        progress.Follow(new ProgressMade(EventOperation.Insert, "Seeds", "seeds", 1, 5));
        _clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(
            """
            still working: seed base/00_roles, 1 of 5 seeds, 10 s
            still working: seed base/00_roles, 1 of 5 seeds, 20 s

            """,
            _error.ToString());
    }

    public void Dispose() => _error.Dispose();

    private MessageStream Stream(int width) => new(_error, new Screen(width, HasColour: false, HasUnicode: true));

    private string Last() => _error.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries)[^1].TrimEnd();
}

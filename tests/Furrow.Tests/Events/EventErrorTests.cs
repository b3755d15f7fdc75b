using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Tests.Events;

public sealed class EventErrorTests
{
    [Fact]
    public void Takes_over_what_a_known_error_knows()
    {
        var error = EventError.From(new FurrowException(ErrorCode.SeedFailed, "no such column")
        {
            File = "seeds/base/01.sql", Line = 4, SqlState = "42703",
        });
        Assert.Equal(new EventError("seed.failed", "no such column", "42703", "seeds/base/01.sql", 4), error);
    }

    [Fact]
    public void Calls_anything_else_a_fault_of_our_own()
    {
        Assert.Equal(new EventError("internal", "oops"), EventError.From(new InvalidOperationException("oops")));
    }
}

using System.Data.Common;
using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Workflows;

/// <summary>The error for what the database says against generated rows, all of which are taken back.</summary>
internal static class GenerateFault
{
    public static FurrowException Of(ISession session, DbException exception)
    {
        DatabaseFault fault = session.Explain(exception);
        return new FurrowException(fault.Code ?? ErrorCode.GenerateConflict, fault.Message, exception)
        {
            SqlState = fault.SqlState,
            Detail = fault.Detail,
            Hint = fault.Hint ?? "Nothing was changed; the rows are as they were.",
        };
    }
}

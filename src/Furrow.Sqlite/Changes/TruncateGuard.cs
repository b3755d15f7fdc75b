using static SQLitePCL.raw;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// An authorizer that makes DELETE without WHERE go row by row, so that the update hook sees it: SQLite empties the
/// whole table at a stroke otherwise. Answering «ignore» to a deletion is the documented way to ask for that
/// (https://sqlite.org/c3ref/set_authorizer.html); the same answer while a table is being dropped would make the drop
/// do nothing, so those are told apart. It also notices statements that define tables.
/// </summary>
internal sealed class TruncateGuard(Action onTablesChange)
{
    private string? _dropped;

    public int Authorize(int action, string? subject)
    {
        switch (action)
        {
            case SQLITE_CREATE_TABLE or SQLITE_ALTER_TABLE:
                onTablesChange();
                break;
            case SQLITE_DROP_TABLE or SQLITE_DROP_TEMP_TABLE or SQLITE_DROP_VIEW or SQLITE_DROP_TEMP_VIEW
                or SQLITE_DROP_VTABLE:
                // The deletion that follows at once, of the same name, belongs to the drop.
                _dropped = subject;
                onTablesChange();
                return SQLITE_OK;
            case SQLITE_DELETE when subject is not null && !SqliteName.IsReserved(subject) && subject != _dropped:
                return SQLITE_IGNORE;
        }

        _dropped = null;
        return SQLITE_OK;
    }
}

using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Sqlite.Rows;

/// <summary>What a key that is none says.</summary>
internal static class KeyFault
{
    public static FurrowException Ambiguous(Table table, IEnumerable<Column> key)
    {
        string columns = string.Join(", ", key.Select(column => column.Name));
        return new FurrowException(
            ErrorCode.SeedInvalid, $"More than one row of {table.Name.Name} has the same key ({columns}).")
        {
            Hint = "Name columns that identify a row, or remove the rows that are there twice.",
        };
    }
}

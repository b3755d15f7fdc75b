using Furrow.Generation.Programs;
using Furrow.Schema;

namespace Furrow.Scenarios.Planning;

/// <summary>Reads rows that are in the database already.</summary>
internal interface IStoredTables
{
    /// <summary>
    /// A table's rows in the order of its primary key, as a program whose slots are called like the columns.
    /// </summary>
    TableProgram Read(Table table);
}

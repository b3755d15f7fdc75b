using System.Text;
using Furrow.Data;
using Furrow.Sql;

namespace Furrow.Migrations.Running;

/// <summary>
/// The checksum of a step and, by way of the one before it, of all steps until then: what is done cannot be edited
/// unnoticed, and what is still to come can.
/// </summary>
internal static class StepChecksum
{
    public static string Of(string before, IEnumerable<SqlStatement> statements)
    {
        StringBuilder text = new(before);
        foreach (SqlStatement statement in statements)
        {
            text.Append('\n').Append(statement.Slice).Append(';').Append(statement.CopyData);
        }

        return TextChecksum.Of(text.ToString());
    }
}

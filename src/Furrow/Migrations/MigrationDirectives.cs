using Furrow.Sql;

namespace Furrow.Migrations;

/// <summary>What a migration file says about itself in comment lines: <c>-- furrow: no-transaction</c>.</summary>
internal static class MigrationDirectives
{
    public static bool IsNonTransactional(string text) => LeadingComments.Read(text, "--").Any(
        comment => comment.Key == "furrow" && comment.Value == "no-transaction");
}

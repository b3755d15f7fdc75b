using System.Reflection;
using Furrow.Errors;
using Furrow.Tests.House;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/errors.md against the codes that there are and that are used.</summary>
public sealed class ErrorsPageTests
{
    private static readonly DocTable Table = DocPage.Read("errors.md").Table("code", "exit", "means", "what to do");

    private static readonly FieldInfo[] Fields = typeof(ErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static);

    [Fact]
    public void The_codes_are_those_of_the_code() => Assert.Equal(
        Fields.Select(field => (string)field.GetRawConstantValue()!),
        Table.Column("code").SelectMany(DocPage.Codes));

    // These name every code and end with none.
    private static readonly string[] Tables = ["ErrorCode.cs", "ExitCode.cs"];

    [Fact]
    public void Codes_that_nothing_ends_with_yet_are_marked()
    {
        string[] sources =
        [
            .. SourceTree.Files("src").Where(path => !Tables.Contains(Path.GetFileName(path))).Select(File.ReadAllText),
        ];
        foreach ((FieldInfo field, string cell) in Fields.Zip(Table.Column("code")))
        {
            bool isUsed = sources.Any(text => text.Contains($"ErrorCode.{field.Name}", StringComparison.Ordinal));
            Assert.True(isUsed != cell.EndsWith('*'), $"{cell} is {(isUsed ? "used" : "not used")}.");
        }
    }

    [Fact]
    public void Every_code_that_is_used_has_a_remedy() =>
        Assert.All(Table.Rows.Where(row => !row[0].EndsWith('*')), row => Assert.NotEmpty(row[3]));
}

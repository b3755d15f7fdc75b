using System.Text.RegularExpressions;
using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.State;
using Furrow.Tests.Planning;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/database.md against the statements that create furrow's own tables.</summary>
public sealed partial class DatabasePageTests
{
    private static readonly DocPage Page = DocPage.Read("database.md");

    private static readonly Definition Postgres = new("postgres", SqlDialect.Postgres, Capabilities.Postgres);
    private static readonly Definition Sqlite = new("sqlite", SqlDialect.Sqlite, Capabilities.Sqlite);

    [GeneratedRegex(
        """^CREATE TABLE ("furrow"\."|"furrow_)(?<name>\w+)" \((?<columns>.*)\)$""",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex CreateTable { get; }

    [GeneratedRegex(@"IN \((?<words>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Allowed { get; }

    [Fact]
    public void The_columns_are_those_of_the_statements()
    {
        Dictionary<string, string[]> postgres = Postgres.ReadTables();
        Dictionary<string, string[]> sqlite = Sqlite.ReadTables();
        Assert.Equal(
            postgres.Keys.Order(StringComparer.Ordinal),
            Page.Text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..]).Where(name => name != "Locks").Order(StringComparer.Ordinal));
        foreach ((string table, string[] columns) in postgres)
        {
            IEnumerable<string> actual = columns.Zip(sqlite[table], (server, file) =>
                $"`{Word(server, 0)}` `{Word(server, 1)}` `{Word(file, 1)}`");
            Assert.Equal(actual, Page.TableUnder($"## {table}").Rows.Select(row => $"{row[0]} {row[1]} {row[2]}"));
        }
    }

    [Fact]
    public void The_words_that_a_column_may_hold_are_named()
    {
        int count = 0;
        foreach ((string table, string[] columns) in Postgres.ReadTables())
        {
            foreach (string column in columns.Where(column => column.Contains("IN ('", StringComparison.Ordinal)))
            {
                string meaning = Page.TableUnder($"## {table}").Rows.Single(row => row[0] == $"`{Word(column, 0)}`")[3];
                IEnumerable<string> allowed = Allowed.Match(column).Groups["words"].Value
                    .Split(", ").Select(word => word.Trim('\''));
                Assert.Equal(
                    allowed.Order(StringComparer.Ordinal), DocPage.Codes(meaning).Order(StringComparer.Ordinal));
                count++;
            }
        }

        Assert.Equal(9, count);
    }

    [Fact]
    public void The_default_word_is_the_settings() =>
        Assert.Contains($"`{ProjectConfiguration.StateSchemaDefault}`", Page.Text, StringComparison.Ordinal);

    private static string Word(string column, int index) => column.Split(' ')[index];

    /// <summary>What the statements are made from; opens nothing.</summary>
    private sealed record Definition(string Name, SqlDialect Dialect, ProviderCapabilities Capabilities)
        : IDatabaseProvider
    {
        public IReadOnlyList<string> DialectNames => [Name];

        public IDatabase Open(DatabaseReference reference, DatabaseOptions options) =>
            throw new NotSupportedException();

        public DatabaseFault Explain(Exception exception) => throw new InvalidOperationException();

        public Dictionary<string, string[]> ReadTables() =>
            Enumerable.Range(1, StateDefinition.CurrentVersion)
                .SelectMany(version => StateDefinition.Step(version, this, new StateNames(this, "furrow")))
                .Select(sql => CreateTable.Match(sql))
                .Where(match => match.Success)
                .ToDictionary(match => match.Groups["name"].Value, match => Split(match.Groups["columns"].Value));

        // Commas inside CHECK (…) separate no columns.
        private static string[] Split(string columns)
        {
            List<string> found = [];
            int depth = 0, start = 0;
            for (int at = 0; at <= columns.Length; at++)
            {
                char c = at == columns.Length ? ',' : columns[at];
                depth += c switch { '(' => 1, ')' => -1, _ => 0 };
                if (c == ',' && depth == 0)
                {
                    found.Add(columns[start..at].Trim());
                    start = at + 1;
                }
            }

            return [.. found];
        }
    }
}

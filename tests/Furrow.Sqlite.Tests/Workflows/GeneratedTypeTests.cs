using Furrow.Specification.Workflows;
using Furrow.Transfer;

namespace Furrow.Sqlite.Tests.Workflows;

/// <summary>Every type that people declare for SQLite is generated, into the database and into files alike.</summary>
public sealed class GeneratedTypeTests
{
    private static readonly (string Name, string Type, string Value)[] Columns =
    [
        ("a", "INTEGER", "{ uniform: 1..9 }"),
        ("b", "BIGINT", "{ sequence: 5 }"),
        ("c", "REAL", "{ normal: 0 }"),
        ("d", "NUMERIC(10,2)", "{ uniform: [0.00, 9.99] }"),
        ("e", "MONEY", "{ log_normal: 1 }"),
        ("f", "TEXT", "{ sentences: 1 }"),
        ("g", "VARCHAR(10)", "{ pattern: '##-??' }"),
        ("h", "CHAR(3)", "{ hex: 3 }"),
        ("i", "BLOB", "{ bytes: 0..9 }"),
        ("j", "BOOLEAN", "{ chance: 0.5 }"),
        ("k", "DATE", "{ uniform: [2026-01-01, 2026-12-31] }"),
        ("l", "TIME", "{ uniform: ['05:00', '09:00'] }"),
        ("m", "DATETIME", "{ moments: ['${as_of - 9}', '${as_of}'] }"),
        ("n", "TIMESTAMPTZ", "{ moments: ['${as_of - 9}', '${as_of}'] }"),
        ("o", "INTERVAL", "{ interval: ['${minutes(1)}', '${hours(9)}'] }"),
        ("p", "UUID", "{ uuid: v4 }"),
        ("q", "JSON", "{ json: { a: { uniform: 1..9 }, b: { json: [x, null] } } }"),
        ("r", "TEXT[]", "{ array: { words: 1 }, length: 0..3 }"),
        ("s", "INTEGER[]", "{ array: { uniform: 1..9 }, length: 0..3 }"),
        ("t", "TEXT", "{ range: { uniform: 1..9 }, length: 1..7 }"),
        ("u", "TEXT", "{ bits: 8 }"),
        ("v", "TEXT", "{ hstore: { a: { words: 1 } } }"),
        ("w", "TEXT", "{ composite: [{ words: 1 }, '${row}'] }"),
        ("x", "TEXT", "{ network: mac }"),
        ("y", "TEXT", "{ interval: ['${minutes(1)}', '${hours(9)}'] }"),
        ("z", "STRING", "{ words: 1 }"),
        ("zz", "ANYTHING", "'(1,${row})'"),
    ];

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Sql)]
    public async Task Values_of_every_type_are_the_same_in_the_database_and_in_files(ExportFormat format)
    {
        await using SqliteWorkflowHarness harness = new();
        await TypeRoundTrip.CheckAsync(harness, "", Columns, format, "*");
    }
}

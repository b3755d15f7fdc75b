using System.Globalization;

namespace Furrow.Bench.Generating;

/// <summary>The users: their table without constraints, and the ways to make them.</summary>
internal static class UsersTable
{
    /// <summary>The table's name.</summary>
    public const string Name = "users";

    /// <summary>The scenario's file.</summary>
    public const string Scenario = """
        as_of: 2026-01-05
        tables:
          users:
            rows: 1000
            columns:
              id: ${row + 1}
              token: { uuid: v4 }
              email: { template: '{first_name}.{last_name}{row}@example.com', fold: slug }
              first_name: { vocabulary: name.first_name }
              last_name: { vocabulary: name.last_name }
              created_at: { moments: ['${as_of - 365}', '${as_of}'] }
              status: { choose: { active: 80, invited: 15, blocked: 5 } }
              credit: { uniform: [0.00, 9999.99] }
              note: { token: 80 }
              settings: { json: { theme: { choose: [dark, light] }, size: { uniform: 1..9 } } }

        """;

    /// <summary>The statement that makes the table; the word for JSON is the database's.</summary>
    public static string Create(string json) => $"""
        CREATE TABLE users (
            id bigint, token uuid, email text, first_name text, last_name text, created_at timestamptz, status text,
            credit numeric(12,2), note text, settings {json});
        """;

    /// <summary>What PostgreSQL makes them with when it is left to itself.</summary>
    public static string Insert(int rows) => string.Create(CultureInfo.InvariantCulture, $$"""
        INSERT INTO users
        SELECT i, gen_random_uuid(), lower(first || '.' || last) || i || '@example.com', first, last,
            timestamptz '2025-01-05Z' + random() * interval '365 days',
            CASE WHEN chance < 0.8 THEN 'active' WHEN chance < 0.95 THEN 'invited' ELSE 'blocked' END,
            (random() * 9999.99)::numeric(12,2),
            left(md5(random()::text) || md5(random()::text) || md5(random()::text), 80),
            jsonb_build_object('theme', CASE WHEN random() < 0.5 THEN 'dark' ELSE 'light' END,
                'size', 1 + floor(random() * 9)::int)
        FROM (
            SELECT i, random() AS chance,
                (ARRAY['Ada', 'Grace', 'Edsger', 'Barbara', 'Tony', 'Frances', 'Donald', 'Radia', 'Ken', 'Adele'])
                    [1 + floor(random() * 10)::int] AS first,
                (ARRAY['Lovelace', 'Hopper', 'Dijkstra', 'Liskov', 'Hoare', 'Allen', 'Knuth', 'Perlman', 'Thompson',
                    'Goldberg'])[1 + floor(random() * 10)::int] AS last
            FROM generate_series(1, {{rows}}) AS i) AS drawn
        """);
}

using System.Globalization;
using System.Text;

namespace Furrow.Specification.Workflows;

/// <summary>Random statements for the seeds of <see cref="SeedUndoSpecification{TFixture}"/>.</summary>
internal sealed class RandomStatements(int seed)
{
    private readonly Random _random = new(seed);

    public string Script(int count)
    {
        StringBuilder script = new();
        for (int i = 0; i < count; i++)
        {
            script.Append(Statement()).Append(";\n");
        }

        return script.ToString();
    }

    private string Statement() => _random.Next(14) switch
    {
        0 => $"INSERT INTO groups VALUES ({Id}, {Name}) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        1 => $"UPDATE groups SET name = {Name} WHERE id <= {Id}",
        2 => $"DELETE FROM groups WHERE id = {Id}",
        3 => $"INSERT INTO members SELECT {Id}, g.id, {Name} FROM groups g WHERE g.id = {Id} ON CONFLICT DO NOTHING",
        4 => $"UPDATE members SET label = {Name}, group_id = (SELECT max(id) FROM groups) WHERE no = {Id}",
        5 => $"DELETE FROM members WHERE no > {Id}",
        6 => $"INSERT INTO notes VALUES ({Name}, {Id})",
        7 => $"UPDATE notes SET weight = weight + 1 WHERE weight = {Id}",
        8 => $"DELETE FROM notes WHERE weight = {Id}",
        9 => $"UPDATE codes SET code = code || 'x', amount = amount * {Id} WHERE amount < {Id}",
        10 => $"INSERT INTO codes (code, amount) VALUES ({Name}, {Id}) ON CONFLICT (code) DO UPDATE SET amount = 1.5",
        11 => $"DELETE FROM codes WHERE amount > {Id}",
        12 => $"UPDATE groups SET id = id + 100 WHERE id = {Id}",
        _ => "DELETE FROM notes",
    };

    private string Id => _random.Next(1, 12).ToString(CultureInfo.InvariantCulture);

    private string Name => _random.Next(6) switch
    {
        0 => "'it''s'",
        1 => "'{a,\"b\\\\'",
        2 => "'ü 😀'",
        3 => "' '",
        _ => $"'n{_random.Next(9)}'",
    };
}

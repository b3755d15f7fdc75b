// Fills users: the driver's keywords in the first argument, how many rows in the second. In one COPY.
using System.Globalization;
using BogusUsers;
using Npgsql;
using NpgsqlTypes;

const string Copy = """
    COPY users (id, token, email, first_name, last_name, created_at, status, credit, note, settings)
    FROM STDIN (FORMAT binary)
    """;

await using NpgsqlDataSource source = NpgsqlDataSource.Create(args[0] + ";Command Timeout=0");
await using NpgsqlConnection connection = await source.OpenConnectionAsync();
await using NpgsqlBinaryImporter importer = await connection.BeginBinaryImportAsync(Copy);
foreach (User user in Users.Generate(int.Parse(args[1], CultureInfo.InvariantCulture)))
{
    await importer.StartRowAsync();
    await importer.WriteAsync(user.Id, NpgsqlDbType.Bigint);
    await importer.WriteAsync(user.Token, NpgsqlDbType.Uuid);
    await importer.WriteAsync(user.Email, NpgsqlDbType.Text);
    await importer.WriteAsync(user.FirstName, NpgsqlDbType.Text);
    await importer.WriteAsync(user.LastName, NpgsqlDbType.Text);
    await importer.WriteAsync(user.CreatedAt, NpgsqlDbType.TimestampTz);
    await importer.WriteAsync(user.Status, NpgsqlDbType.Text);
    await importer.WriteAsync(user.Credit, NpgsqlDbType.Numeric);
    await importer.WriteAsync(user.Note, NpgsqlDbType.Text);
    await importer.WriteAsync(user.Settings, NpgsqlDbType.Jsonb);
}

await importer.CompleteAsync();
return 0;

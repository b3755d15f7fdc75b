// Connects with the driver's keywords in the first argument, asks one question and prints the answer.
// "slim" as second argument leaves out of the driver what can be left out, type loading included.
using Npgsql;

const string Question = "SELECT count(*) FROM pg_class";

await using NpgsqlDataSource source = args is [_, "slim"] ? Slim(args[0]) : NpgsqlDataSource.Create(args[0]);
await using NpgsqlConnection connection = await source.OpenConnectionAsync();
await using NpgsqlCommand command = new(Question, connection);
Console.WriteLine(await command.ExecuteScalarAsync());
return 0;

static NpgsqlDataSource Slim(string settings)
{
    NpgsqlSlimDataSourceBuilder builder = new(settings);
    builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
    return builder.Build();
}

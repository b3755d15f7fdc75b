// Opens the file that the argument names, asks one question and prints the answer.
using Microsoft.Data.Sqlite;

string settings = new SqliteConnectionStringBuilder
{
    DataSource = args[0],
    Mode = SqliteOpenMode.ReadOnly,
    Pooling = false,
}.ToString();
using SqliteConnection connection = new(settings);
connection.Open();
using SqliteCommand command = connection.CreateCommand();
command.CommandText = "SELECT count(*) FROM sqlite_master";
Console.WriteLine(command.ExecuteScalar());
return 0;

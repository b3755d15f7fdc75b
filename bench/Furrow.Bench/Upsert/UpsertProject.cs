using Furrow.Bench.Measuring;
using Furrow.Postgres;
using Furrow.Sqlite;
using Furrow.Workflows;

namespace Furrow.Bench.Upsert;

/// <summary>A project with one table and one seed.</summary>
internal sealed class UpsertProject
{
    private const string Migration = "20260101000000_create_customers";

    private readonly ICustomerDatabase _database;
    private readonly string _directory;

    private UpsertProject(ICustomerDatabase database, string directory)
    {
        _database = database;
        _directory = directory;
    }

    /// <summary>The files: nothing changed, half of the rows changed.</summary>
    public string Original => Path.Combine(_directory, "original.csv");

    /// <summary>The same rows, every other one changed.</summary>
    public string HalfChanged => Path.Combine(_directory, "half.csv");

    private string DatabaseText =>
        _database.Address.Path is { } file ? "sqlite:" + file : _database.Address.ToConnectionString();

    private string Seed => Path.Combine(_directory, "seeds", "base", "10_customers.csv");

    /// <summary>Writes the project and sets its database up with the original rows.</summary>
    public static async Task<UpsertProject> SetUpAsync(
        BenchSession session, ICustomerDatabase database, CancellationToken cancellationToken)
    {
        UpsertProject project = new(database, session.CreateDirectory("upsert-" + database.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(project.Seed)!);
        string migrations = Directory.CreateDirectory(Path.Combine(project._directory, "migrations")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(project._directory, "furrow.yaml"), "name: upsert\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(migrations, Migration + ".up.sql"), database.CreateTable, cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(migrations, Migration + ".down.sql"), "DROP TABLE customers;\n", cancellationToken);
        await File.WriteAllTextAsync(project.Original, Customers.Csv(changedEach: 0), cancellationToken);
        await File.WriteAllTextAsync(project.HalfChanged, Customers.Csv(changedEach: 2), cancellationToken);
        project.UseSeed(project.Original);

        await using FurrowProject opened = await project.OpenAsync(cancellationToken);
        await opened.SetupAsync(new SetupOptions(), cancellationToken);
        return project;
    }

    /// <summary>Makes a file the content of the seed.</summary>
    public void UseSeed(string file) => File.Copy(file, Seed, overwrite: true);

    /// <summary>Gives the seed a down file of its own, or takes it away.</summary>
    public void UseDownFile(bool isThere)
    {
        string file = Path.ChangeExtension(Seed, ".down.sql");
        if (isThere) File.WriteAllText(file, "DELETE FROM customers;\n");
        else File.Delete(file);
    }

    /// <summary>Opens the project and applies the seed, in this process.</summary>
    public Contender InThisProcess() => new()
    {
        Name = "SeedAsync",
        RunAsync = token => InProcess.RunAsync(() => SeedAsync(token)),
    };

    /// <summary>The same as a command of its own.</summary>
    public Contender AsCommand(BenchSession session) => session
        .Furrow(
            "seed", "--force", "--allow-drift", "--yes", "-C", _directory, "--database", DatabaseText)
        .As("furrow seed");

    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        await using FurrowProject project = await OpenAsync(cancellationToken);
        await project.SeedAsync(
            new SeedOptions { Force = true, AllowDrift = true, Yes = true }, cancellationToken);
    }

    private Task<FurrowProject> OpenAsync(CancellationToken cancellationToken) => FurrowProject.OpenAsync(
        _directory,
        options =>
        {
            options.UsePostgres();
            options.UseSqlite();
            options.Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DATABASE_URL"] = DatabaseText,
            };
        },
        cancellationToken);
}

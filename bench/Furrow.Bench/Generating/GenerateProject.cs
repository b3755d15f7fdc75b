using System.Globalization;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Generating;

/// <summary>A project that has scenarios and nothing else.</summary>
internal sealed class GenerateProject
{
    private readonly BenchSession _session;

    /// <summary>Writes it into a new directory.</summary>
    public GenerateProject(BenchSession session, string name, string scenario)
    {
        _session = session;
        Name = name;
        Directory = session.CreateDirectory("generate-" + name);
        string scenarios = System.IO.Directory.CreateDirectory(Path.Combine(Directory, "scenarios")).FullName;
        File.WriteAllText(Path.Combine(Directory, "furrow.yaml"), $"name: {name}\n");
        File.WriteAllText(Path.Combine(scenarios, "bench.yaml"), scenario);
    }

    /// <summary>What its databases are called after.</summary>
    public string Name { get; }

    /// <summary>Where it is.</summary>
    public string Directory { get; }

    /// <summary>The command that fills a database; the rows are those of the table without a parent.</summary>
    public ProgramRun Generate(DatabaseAddress address, int rows, params string[] more) => _session.Furrow(
        ["generate", "--rows", rows.ToString(CultureInfo.InvariantCulture), .. more, .. Common(address)]);

    /// <summary>Makes the tables that furrow keeps for itself in an empty database, and with them its stamp.</summary>
    public Task SetUpAsync(DatabaseAddress address, CancellationToken cancellationToken) =>
        _session.Furrow(["setup", .. Common(address)]).RunAsync(cancellationToken);

    private string[] Common(DatabaseAddress address) =>
    [
        "-C", Directory, "--env", "development", "--json",
        "--database", address.Path is { } file ? "sqlite:" + file : address.ToConnectionString(),
    ];
}

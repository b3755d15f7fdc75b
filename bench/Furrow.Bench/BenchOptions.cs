using System.Globalization;
using Furrow.Errors;

namespace Furrow.Bench;

/// <summary>What <c>bench/run</c> passes on.</summary>
internal sealed record BenchOptions
{
    private const int PairsDefault = 15;
    private const int TablesDefault = 40;
    private const int MegabytesDefault = 1000;
    private const int RowsDefault = 1_000_000;
    private const int ManyRowsDefault = 10_000_000;

    /// <summary>The benchmarks to run; empty for all.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>How many pairs of runs are kept.</summary>
    public int Pairs { get; private init; } = PairsDefault;

    /// <summary>How many tables <c>clear</c> empties.</summary>
    public int Tables { get; private init; } = TablesDefault;

    /// <summary>About how large the database of <c>snapshots</c> and <c>transfer</c> is. Megabytes.</summary>
    public int Megabytes { get; private init; } = MegabytesDefault;

    /// <summary>How many users <c>generate</c> makes.</summary>
    public int Rows { get; private init; } = RowsDefault;

    /// <summary>How many it makes to see whether memory grows with them.</summary>
    public int ManyRows { get; private init; } = ManyRowsDefault;

    /// <summary>The directory of the repository.</summary>
    public required string Root { get; init; }

    /// <summary>The published command's assembly.</summary>
    public required string Cli { get; init; }

    /// <summary>The directory that holds the published programs to compare with, each in one of its own name.</summary>
    public required string Programs { get; init; }

    /// <summary>A directory to work in, which the caller removes.</summary>
    public required string Scratch { get; init; }

    /// <summary>A server on which databases may be created, as a URL.</summary>
    public required string Postgres { get; init; }

    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: an option is missing, unknown or without its value.
    /// </exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        List<string> names = [];
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        for (int at = 0; at < arguments.Count; at++)
        {
            if (!arguments[at].StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(arguments[at]);
            }
            else if (at + 1 < arguments.Count)
            {
                values[arguments[at][2..]] = arguments[++at];
            }
            else
            {
                throw new FurrowException(ErrorCode.Usage, $"{arguments[at]} needs a value.");
            }
        }

        BenchOptions options = new()
        {
            Names = names,
            Pairs = TakeNumber(values, "pairs", PairsDefault),
            Tables = TakeNumber(values, "tables", TablesDefault),
            Megabytes = TakeNumber(values, "megabytes", MegabytesDefault),
            Rows = TakeNumber(values, "rows", RowsDefault),
            ManyRows = TakeNumber(values, "many-rows", ManyRowsDefault),
            Root = Take(values, "root"),
            Cli = Take(values, "cli"),
            Programs = Take(values, "programs"),
            Scratch = Take(values, "scratch"),
            Postgres = Take(values, "postgres"),
        };
        return values.Count == 0
            ? options
            : throw new FurrowException(
                ErrorCode.Usage,
                $"--{values.Keys.First()} is unknown; there are --pairs N, --tables N, --megabytes N, --rows N "
                + "and --many-rows N.");
    }

    private static int TakeNumber(Dictionary<string, string> values, string name, int otherwise) =>
        !values.Remove(name, out string? text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new FurrowException(ErrorCode.Usage, $"--{name} is '{text}'; expected a number above 0.");

    private static string Take(Dictionary<string, string> values, string name) =>
        values.Remove(name, out string? value)
            ? value
            : throw new FurrowException(ErrorCode.Usage, $"--{name} is missing; start the benchmarks with bench/run.");
}

using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>The candidates' weights, added up in their order.</summary>
public sealed class RunningWeights : PlannedWork
{
    private readonly Candidates _candidates;
    private readonly int _slot;
    private double[] _ends = [];
    private long[] _numbers = [];

    /// <summary>Creates them for a slot of floating point weights; NULL counts as 0.</summary>
    public RunningWeights(Candidates candidates, int slot)
    {
        _candidates = candidates;
        _slot = slot;
        Dependencies = [.. candidates.Dependencies, new Dependency.Cells(candidates.Table, slot)];
    }

    /// <inheritdoc />
    public override string Description => $"the weights of {_candidates.Description}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => 8L * (_ends.Length + _numbers.Length);

    /// <summary>Whether there is nobody to pick.</summary>
    public bool IsEmpty => _numbers.Length == 0;

    /// <summary>The row number at a fraction of all weights, from 0 and below 1.</summary>
    public long At(double fraction)
    {
        int place = Array.BinarySearch(_ends, fraction * _ends[^1]);
        place = place < 0 ? ~place : place + 1;
        return _numbers[Math.Min(place, _numbers.Length - 1)];
    }

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        List<double> ends = [];
        List<long> numbers = [];
        double total = 0;
        _candidates.Table.Scan(
            batch =>
            {
                CellVector cells = _candidates.Table.Compute(batch, _slot);
                ReadOnlySpan<double> weights = ((FixedVector<double>)cells).Values;
                for (int row = 0; row < weights.Length; row++)
                {
                    long number = batch.Numbers[row];
                    double weight = cells.IsNull(row) || _candidates.RankOf(number) < 0 ? 0 : weights[row];
                    if (weight is < 0 or double.NaN or double.PositiveInfinity)
                    {
                        throw new FurrowException(
                            ErrorCode.ScenarioInvalid,
                            $"A weight of {_candidates.Table.Name} is {weight:R}; expected 0 or more.")
                        {
                            Hint = "Give rows that must not be picked the weight 0.",
                        };
                    }

                    if (weight > 0)
                    {
                        total += weight;
                        ends.Add(total);
                        numbers.Add(number);
                    }
                }
            },
            cancellationToken);
        _ends = [.. ends];
        _numbers = [.. numbers];
    }
}

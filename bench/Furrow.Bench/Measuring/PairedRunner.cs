namespace Furrow.Bench.Measuring;

/// <summary>
/// Runs two contenders in turn. Whatever else the machine does hits the two of a pair alike, so that the ratio within a
/// pair tells more than two medians do. Every other pair begins with the baseline: being second is no advantage.
/// </summary>
/// <param name="Pairs">How many pairs are kept.</param>
/// <param name="WarmUps">How many pairs run before, unrecorded.</param>
internal sealed record PairedRunner(int Pairs, int WarmUps)
{
    public async Task<Measurement> RunAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        List<Sample> subject = [];
        List<Sample> baseline = [];
        for (int pair = -WarmUps; pair < Pairs; pair++)
        {
            (Sample own, Sample? other) = await RunPairAsync(comparison, pair % 2 == 0, cancellationToken);
            if (pair >= 0)
            {
                subject.Add(own);
                if (other is { } kept)
                {
                    baseline.Add(kept);
                }
            }
        }

        return new Measurement(
            comparison,
            await SummarizeAsync(comparison.Subject, subject, cancellationToken),
            comparison.Baseline is { } rival ? await SummarizeAsync(rival, baseline, cancellationToken) : null,
            comparison.Baseline is null ? null : new Spread(subject.Zip(baseline, (a, b) => a.WallMs / b.WallMs)),
            comparison.Baseline is null ? null : CpuRatio(subject, baseline));
    }

    private static Spread? CpuRatio(List<Sample> subject, List<Sample> baseline)
    {
        double[] ratios = [.. subject.Zip(baseline, (a, b) => a.CpuMs / b.CpuMs).OfType<double>()];
        return ratios.Length == subject.Count ? new Spread(ratios) : null;
    }

    private static async Task<(Sample Subject, Sample? Baseline)> RunPairAsync(
        Comparison comparison, bool subjectFirst, CancellationToken cancellationToken)
    {
        if (comparison.Baseline is not { } baseline)
        {
            return (await RunOnceAsync(comparison.Subject, cancellationToken), null);
        }

        if (subjectFirst)
        {
            Sample first = await RunOnceAsync(comparison.Subject, cancellationToken);
            return (first, await RunOnceAsync(baseline, cancellationToken));
        }

        Sample before = await RunOnceAsync(baseline, cancellationToken);
        return (await RunOnceAsync(comparison.Subject, cancellationToken), before);
    }

    private static async Task<Sample> RunOnceAsync(Contender contender, CancellationToken cancellationToken)
    {
        await contender.PrepareAsync(cancellationToken);
        Sample sample = await contender.RunAsync(cancellationToken);
        await contender.CheckAsync(cancellationToken);
        return new Sample(sample.WallMs * contender.Parts, sample.CpuMs * contender.Parts);
    }

    private static async Task<Series> SummarizeAsync(
        Contender contender, List<Sample> samples, CancellationToken cancellationToken)
    {
        List<double> cpu = [.. samples.Where(sample => sample.CpuMs is not null).Select(sample => sample.CpuMs!.Value)];
        double? peakMb = null;
        if (contender.ReadPeakMbAsync is { } read)
        {
            await contender.PrepareAsync(cancellationToken);
            peakMb = await read(cancellationToken);
        }

        return new Series(
            new Spread(samples.Select(sample => sample.WallMs)),
            cpu.Count == samples.Count ? new Spread(cpu) : null,
            peakMb);
    }
}

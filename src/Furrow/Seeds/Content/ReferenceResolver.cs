using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Seeds.Content;

/// <summary>
/// Finds the values of references, many in one question, each once. A reference to a row of the same seed waits until
/// that row is written.
/// </summary>
internal sealed class ReferenceResolver
{
    private const int KeysPerLookUpMax = 1000;

    private readonly ISession _session;
    private readonly Attempt _attempt;
    private readonly string _file;
    private readonly Dictionary<ReferenceTarget, string> _values = [];
    private readonly Dictionary<ReferenceTarget, PlannedRow> _inSeed;
    private readonly HashSet<PlannedRow> _written = [];

    public ReferenceResolver(ISession session, DataSeedPlan plan, string file)
    {
        _session = session;
        _attempt = new Attempt(session);
        _file = file;
        _inSeed = RowsReferredTo.Find(plan);
    }

    /// <summary>Whether every reference of a row has its value.</summary>
    public bool IsReady(PlannedRow row)
    {
        foreach (PlannedReference reference in row.References)
        {
            if (!Knows(reference.Target))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a reference has its value.</summary>
    public bool Knows(ReferenceTarget target) => _values.ContainsKey(target);

    /// <summary>The value of a reference of a row that is ready.</summary>
    public string ValueOf(ReferenceTarget target) => _values[target];

    /// <summary>Notes that a row is in the database now.</summary>
    public void Wrote(PlannedRow row) => _written.Add(row);

    /// <summary>The row of this seed that a reference waits for; null where it waits for none.</summary>
    public PlannedRow? AwaitedBy(ReferenceTarget target) =>
        _inSeed.TryGetValue(target, out PlannedRow? row) && !_written.Contains(row) ? row : null;

    /// <summary>Looks up what is not known yet.</summary>
    /// <param name="rows">The rows whose references are wanted.</param>
    /// <param name="waits">Whether to leave out references that wait for a row of this seed.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task ResolveAsync(IEnumerable<PlannedRow> rows, bool waits, CancellationToken cancellationToken)
    {
        IEnumerable<ReferenceTarget> open = rows.SelectMany(row => row.References)
            .Select(reference => reference.Target)
            .Where(target => !Knows(target) && (!waits || AwaitedBy(target) is null))
            .Distinct();
        foreach (IGrouping<string, ReferenceTarget> alike in open.GroupBy(ShapeOf))
        {
            foreach (ReferenceTarget[] targets in alike.Chunk(KeysPerLookUpMax))
            {
                await LookUpAsync(targets, cancellationToken);
            }
        }
    }

    private static string ShapeOf(ReferenceTarget target) =>
        $"{target.Description}\n{target.Result.Name}";

    private async Task LookUpAsync(ReferenceTarget[] targets, CancellationToken cancellationToken)
    {
        Refusal? refusal = await _attempt.RunAsync(
            () => LookUpAsync(targets, .., cancellationToken), cancellationToken);
        if (refusal is null)
        {
            return;
        }

        ReferenceTarget at = targets[0];
        if (refusal.IsAboutRows)
        {
            (int index, Refusal? single) = await _attempt.FindFirstAsync(
                targets.Length, range => LookUpAsync(targets, range, cancellationToken), cancellationToken);
            (at, refusal) = (targets[index], single ?? refusal);
        }

        throw new FurrowException(
            refusal.Fault.Code ?? ErrorCode.SeedFailed,
            $"The reference {at.Text} cannot be looked up: {refusal.Fault.Message}")
        {
            File = _file,
            Line = at.Place.Line,
            Column = at.Place.Column,
            Detail = refusal.Fault.Detail,
            Hint = refusal.Fault.Hint,
            SqlState = refusal.Fault.SqlState,
        };
    }

    private async Task LookUpAsync(ReferenceTarget[] targets, Range range, CancellationToken cancellationToken)
    {
        ReferenceTarget[] asked = targets[range];
        string[][] keys = Array.ConvertAll(asked, target => target.Values);
        IReadOnlyList<string?> found = await _session.LookUpAsync(
            new RowLookUp(asked[0].Table, asked[0].Key, asked[0].Result, keys), cancellationToken);
        for (int i = 0; i < asked.Length; i++)
        {
            if (found[i] is { } value)
            {
                _values[asked[i]] = value;
            }
        }
    }
}

using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Seeds.Checking;
using Furrow.Sql;

namespace Furrow.Seeds.Watching;

/// <summary>Remembers what is wrong with the seeds, so that each problem is told once, and its end too.</summary>
internal sealed class SeedProblemBoard(SqlDialect dialect)
{
    private Dictionary<string, (string Checksum, ImmutableArray<SeedFinding> Findings)> _texts =
        new(StringComparer.Ordinal);

    private ImmutableArray<SeedFinding> _known = [];

    /// <summary>Everything that is wrong now; texts that did not change are not read again.</summary>
    public IReadOnlyList<SeedFinding> Look(SeedFolderContent content)
    {
        SeedFindings folder = new();
        foreach (FurrowException problem in content.Problems)
        {
            folder.Add(problem);
        }

        Dictionary<string, (string, ImmutableArray<SeedFinding>)> texts = new(StringComparer.Ordinal);
        foreach (SeedFile seed in content.Seeds)
        {
            string checksum = string.Join(' ', seed.Upgrades.Select(u => u.Text).Prepend(seed.Checksum));
            bool isSame = _texts.TryGetValue(seed.Name, out (string Checksum, ImmutableArray<SeedFinding>) before)
                && before.Checksum == checksum;
            texts[seed.Name] = isSame ? before : (checksum, Check(seed));
        }

        _texts = texts;
        return [.. folder.Sorted(), .. texts.Values.SelectMany(text => text.Item2)];
    }

    /// <summary>What is new among the problems, and the files that have none any more.</summary>
    public (ImmutableArray<SeedFinding> News, ImmutableArray<string> Solved) Compare(IReadOnlyList<SeedFinding> now)
    {
        ImmutableArray<SeedFinding> news = [.. now.Except(_known)];
        ImmutableArray<string> solved =
        [
            .. _known.Select(finding => finding.File).OfType<string>().Distinct(StringComparer.Ordinal)
                .Except(now.Select(finding => finding.File ?? ""), StringComparer.Ordinal),
        ];
        _known = [.. now];
        return (news, solved);
    }

    private ImmutableArray<SeedFinding> Check(SeedFile seed)
    {
        SeedFindings findings = new();
        SeedSyntax.Check(seed, dialect, findings);
        return findings.Sorted();
    }
}

using Furrow.Errors;
using Furrow.State;

namespace Furrow.Seeds.Rollback;

/// <summary>Finds the applied seeds that a selection means.</summary>
internal static class SeedRollbackChoice
{
    /// <summary>The seeds, in order of application; none where none is applied and none was named.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public static IReadOnlyList<AppliedSeed> Choose(SeedRollbackRequest request)
    {
        (string? name, int? last, bool all) = request.Selection;
        int given = (name is null ? 0 : 1) + (last is null ? 0 : 1) + (all ? 1 : 0);
        if (given > 1)
        {
            throw new FurrowException(ErrorCode.Usage, "Only one of NAME, --last and --all can be given.");
        }

        return name is not null ? [Find(name, request)]
            : all ? request.Applied
            : TakeLast(last, request.Applied);
    }

    private static IReadOnlyList<AppliedSeed> TakeLast(int? last, IReadOnlyList<AppliedSeed> applied)
    {
        if (last is < 1 || last > applied.Count)
        {
            throw new FurrowException(ErrorCode.Usage, $"--last is {last}; applied seeds: {applied.Count}.")
            {
                Hint = applied.Count == 0
                    ? "There is nothing to roll back."
                    : $"Give a number from 1 to {applied.Count}, or --all.",
            };
        }

        return [.. applied.TakeLast(last ?? 1)];
    }

    private static AppliedSeed Find(string typed, SeedRollbackRequest request)
    {
        AppliedSeed[] matches = [.. request.Applied.Where(seed => IsMeant(typed, seed.Name))];
        if (matches.Length == 1)
        {
            return matches[0];
        }

        bool isFile = request.Files.Any(file => IsMeant(typed, file.Name));
        throw new FurrowException(
            ErrorCode.Usage,
            matches.Length > 1 ? $"'{typed}' could be {string.Join(" or ", matches.Select(seed => seed.Name))}."
            : isFile ? $"'{typed}' is not applied."
            : $"'{typed}' is no applied seed.")
        {
            Hint = request.Applied.Count == 0
                ? "No seed is applied."
                : $"Applied seeds are {string.Join(", ", request.Applied.Select(seed => seed.Name))}.",
        };
    }

    private static bool IsMeant(string typed, string name)
    {
        string file = name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return string.Equals(
            typed, typed.Contains('/', StringComparison.Ordinal) ? name : file, StringComparison.Ordinal);
    }
}

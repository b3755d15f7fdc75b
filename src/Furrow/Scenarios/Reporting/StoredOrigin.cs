using Furrow.Generation.Programs;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Reporting;

/// <summary>Which cells are made of rows that are in the database already, directly or by way of other cells.</summary>
internal sealed class StoredOrigin(GenerationPlan plan)
{
    private readonly HashSet<TableProgram> _planned = [.. plan.Tables.Select(table => table.Program)];

    /// <summary>Whether the cells of a slot are.</summary>
    public bool Reaches(TableProgram table, int slot)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<Dependency> open = new([new Dependency.Cells(table, slot)]);
        while (open.TryPop(out Dependency? dependency))
        {
            switch (dependency)
            {
                case Dependency.Rows(var rows) when !_planned.Contains(rows):
                case Dependency.Cells(var cells, _) when !_planned.Contains(cells):
                    return true;
                case Dependency.Cells(var cells, var place) when seen.Add(cells.Slots[place]):
                    foreach (int read in cells.Slots[place].Generator.Reads)
                    {
                        open.Push(new Dependency.Cells(cells, read));
                    }

                    Push(cells.Slots[place].Generator.Dependencies);
                    break;
                case Dependency.Work(var work) when seen.Add(work):
                    Push(work.Dependencies);
                    break;
            }
        }

        return false;

        void Push(IEnumerable<Dependency> dependencies)
        {
            foreach (Dependency dependency in dependencies)
            {
                open.Push(dependency);
            }
        }
    }
}

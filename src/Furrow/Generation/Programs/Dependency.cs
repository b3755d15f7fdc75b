namespace Furrow.Generation.Programs;

/// <summary>Something that has to be ready before something else can be computed.</summary>
public abstract record Dependency
{
    private Dependency()
    {
    }

    /// <summary>A slot of a table: whatever its generator depends on.</summary>
    public sealed record Cells(TableProgram Table, int Slot) : Dependency;

    /// <summary>Which rows a table has.</summary>
    public sealed record Rows(TableProgram Table) : Dependency;

    /// <summary>Something computed once, before any row is made.</summary>
    public sealed record Work(PlannedWork Planned) : Dependency;
}

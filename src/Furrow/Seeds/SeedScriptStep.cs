using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;

namespace Furrow.Seeds;

/// <summary>Runs the statements of a seed or of its companion.</summary>
internal sealed class SeedScriptStep(SeedScript script) : ISeedStep
{
    /// <summary>What it runs.</summary>
    public IReadOnlyList<SqlStatement> Statements => script.Statements;

    /// <inheritdoc />
    public async Task RunAsync(SeedStepContext context, CancellationToken cancellationToken)
    {
        ScriptRunner runner = new(context.Session, ErrorCode.SeedFailed, script.DisplayPath);
        await runner.RunAsync(script.Statements, cancellationToken);

        // Statements may have changed the catalog that data seeds are read against.
        context.ForgetSchema();
    }
}

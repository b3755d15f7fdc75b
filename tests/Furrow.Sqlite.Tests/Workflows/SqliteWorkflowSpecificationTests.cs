using Furrow.Specification.Workflows;

namespace Furrow.Sqlite.Tests.Workflows;

public sealed class SqliteSetupTests(SqliteWorkflowFixture fixture)
    : SetupSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteMigrationFailureTests(SqliteWorkflowFixture fixture)
    : MigrationFailureSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteDriftTests(SqliteWorkflowFixture fixture)
    : DriftSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedingTests(SqliteWorkflowFixture fixture)
    : SeedingSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteStampTests(SqliteWorkflowFixture fixture)
    : StampSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteRefusalTests(SqliteWorkflowFixture fixture)
    : RefusalSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteWorkflowLockTests(SqliteWorkflowFixture fixture)
    : WorkflowLockSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteEventTests(SqliteWorkflowFixture fixture)
    : EventSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteHostTests(SqliteWorkflowFixture fixture)
    : HostSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteHostileNameTests(SqliteWorkflowFixture fixture)
    : HostileNameSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteRollbackTests(SqliteWorkflowFixture fixture)
    : RollbackSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteStepwiseTests(SqliteWorkflowFixture fixture)
    : StepwiseSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteHalfDoneTests(SqliteWorkflowFixture fixture)
    : HalfDoneSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteDryRunTests(SqliteWorkflowFixture fixture)
    : DryRunSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteBaselineTests(SqliteWorkflowFixture fixture)
    : BaselineSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteRepeatableTests(SqliteWorkflowFixture fixture)
    : RepeatableSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteVerifyTests(SqliteWorkflowFixture fixture)
    : VerifySpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedRollbackTests(SqliteWorkflowFixture fixture)
    : SeedRollbackSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedUndoTests(SqliteWorkflowFixture fixture)
    : SeedUndoSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteClearTests(SqliteWorkflowFixture fixture)
    : ClearSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteResetTests(SqliteWorkflowFixture fixture)
    : ResetSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteClearFirstTests(SqliteWorkflowFixture fixture)
    : ClearFirstSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteClearGraphTests(SqliteWorkflowFixture fixture)
    : ClearGraphSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedCheckTests(SqliteWorkflowFixture fixture)
    : SeedCheckSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedStandingTests(SqliteWorkflowFixture fixture)
    : SeedStandingSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedSecretTests(SqliteWorkflowFixture fixture)
    : SeedSecretSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteStatementTests(SqliteWorkflowFixture fixture)
    : StatementSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteTelemetryTests(SqliteWorkflowFixture fixture)
    : TelemetrySpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSafetyRunTests(SqliteWorkflowFixture fixture)
    : SafetyRunSpecification<SqliteWorkflowFixture>(fixture);


public sealed class SqliteMigrationFormatTests(SqliteWorkflowFixture fixture)
    : MigrationFormatSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedTestTests(SqliteWorkflowFixture fixture)
    : SeedTestSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteCodeSeedTests(SqliteWorkflowFixture fixture)
    : CodeSeedSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteCodeRowTests(SqliteWorkflowFixture fixture)
    : CodeRowSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedDryRunTests(SqliteWorkflowFixture fixture)
    : SeedDryRunSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedMetricsTests(SqliteWorkflowFixture fixture)
    : SeedMetricsSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSeedJobsTests(SqliteWorkflowFixture fixture)
    : SeedJobsSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteDataCheckTests(SqliteWorkflowFixture fixture)
    : DataCheckSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteImportTests(SqliteWorkflowFixture fixture)
    : ImportSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteExportTests(SqliteWorkflowFixture fixture)
    : ExportSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSnapshotTests(SqliteWorkflowFixture fixture)
    : SnapshotSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSnapshotSetupTests(SqliteWorkflowFixture fixture)
    : SnapshotSetupSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSensitiveExportTests(SqliteWorkflowFixture fixture)
    : SensitiveExportSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteGeneratedFileTests(SqliteWorkflowFixture fixture)
    : GeneratedFileSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteGenerateTests(SqliteWorkflowFixture fixture)
    : GenerateSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteSetupGenerationTests(SqliteWorkflowFixture fixture)
    : SetupGenerationSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteScenarioListTests(SqliteWorkflowFixture fixture)
    : ScenarioListSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteGenerateRowsTests(SqliteWorkflowFixture fixture)
    : GenerateRowsSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteGenerateCheckTests(SqliteWorkflowFixture fixture)
    : GenerateCheckSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteCheckVerdictTests(SqliteWorkflowFixture fixture)
    : CheckVerdictSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteGenerateRelationTests(SqliteWorkflowFixture fixture)
    : GenerateRelationSpecification<SqliteWorkflowFixture>(fixture);

using Furrow.Specification.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

public sealed class PostgresSetupTests(PostgresWorkflowFixture fixture)
    : SetupSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresMigrationFailureTests(PostgresWorkflowFixture fixture)
    : MigrationFailureSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresDriftTests(PostgresWorkflowFixture fixture)
    : DriftSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedingTests(PostgresWorkflowFixture fixture)
    : SeedingSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresStampTests(PostgresWorkflowFixture fixture)
    : StampSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresRefusalTests(PostgresWorkflowFixture fixture)
    : RefusalSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresWorkflowLockTests(PostgresWorkflowFixture fixture)
    : WorkflowLockSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresEventTests(PostgresWorkflowFixture fixture)
    : EventSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresHostTests(PostgresWorkflowFixture fixture)
    : HostSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresHostileNameTests(PostgresWorkflowFixture fixture)
    : HostileNameSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresRollbackTests(PostgresWorkflowFixture fixture)
    : RollbackSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresStepwiseTests(PostgresWorkflowFixture fixture)
    : StepwiseSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresHalfDoneTests(PostgresWorkflowFixture fixture)
    : HalfDoneSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresDryRunTests(PostgresWorkflowFixture fixture)
    : DryRunSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresBaselineTests(PostgresWorkflowFixture fixture)
    : BaselineSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresRepeatableTests(PostgresWorkflowFixture fixture)
    : RepeatableSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresVerifyTests(PostgresWorkflowFixture fixture)
    : VerifySpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedRollbackTests(PostgresWorkflowFixture fixture)
    : SeedRollbackSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedUndoTests(PostgresWorkflowFixture fixture)
    : SeedUndoSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresClearTests(PostgresWorkflowFixture fixture)
    : ClearSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresResetTests(PostgresWorkflowFixture fixture)
    : ResetSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresClearFirstTests(PostgresWorkflowFixture fixture)
    : ClearFirstSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresClearGraphTests(PostgresWorkflowFixture fixture)
    : ClearGraphSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedCheckTests(PostgresWorkflowFixture fixture)
    : SeedCheckSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedStandingTests(PostgresWorkflowFixture fixture)
    : SeedStandingSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedSecretTests(PostgresWorkflowFixture fixture)
    : SeedSecretSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresStatementTests(PostgresWorkflowFixture fixture)
    : StatementSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresTelemetryTests(PostgresWorkflowFixture fixture)
    : TelemetrySpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSafetyRunTests(PostgresWorkflowFixture fixture)
    : SafetyRunSpecification<PostgresWorkflowFixture>(fixture);


public sealed class PostgresMigrationFormatTests(PostgresWorkflowFixture fixture)
    : MigrationFormatSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedTestTests(PostgresWorkflowFixture fixture)
    : SeedTestSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresCodeSeedTests(PostgresWorkflowFixture fixture)
    : CodeSeedSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresCodeRowTests(PostgresWorkflowFixture fixture)
    : CodeRowSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedDryRunTests(PostgresWorkflowFixture fixture)
    : SeedDryRunSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedMetricsTests(PostgresWorkflowFixture fixture)
    : SeedMetricsSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSeedJobsTests(PostgresWorkflowFixture fixture)
    : SeedJobsSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresDataCheckTests(PostgresWorkflowFixture fixture)
    : DataCheckSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresImportTests(PostgresWorkflowFixture fixture)
    : ImportSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresExportTests(PostgresWorkflowFixture fixture)
    : ExportSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSnapshotTests(PostgresWorkflowFixture fixture)
    : SnapshotSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSnapshotSetupTests(PostgresWorkflowFixture fixture)
    : SnapshotSetupSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSensitiveExportTests(PostgresWorkflowFixture fixture)
    : SensitiveExportSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresGeneratedFileTests(PostgresWorkflowFixture fixture)
    : GeneratedFileSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresGenerateTests(PostgresWorkflowFixture fixture)
    : GenerateSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresSetupGenerationTests(PostgresWorkflowFixture fixture)
    : SetupGenerationSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresScenarioListTests(PostgresWorkflowFixture fixture)
    : ScenarioListSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresGenerateRowsTests(PostgresWorkflowFixture fixture)
    : GenerateRowsSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresGenerateCheckTests(PostgresWorkflowFixture fixture)
    : GenerateCheckSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresCheckVerdictTests(PostgresWorkflowFixture fixture)
    : CheckVerdictSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresGenerateRelationTests(PostgresWorkflowFixture fixture)
    : GenerateRelationSpecification<PostgresWorkflowFixture>(fixture);

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

public sealed class PostgresCodeSeedTests(PostgresWorkflowFixture fixture)
    : CodeSeedSpecification<PostgresWorkflowFixture>(fixture);

public sealed class PostgresCodeRowTests(PostgresWorkflowFixture fixture)
    : CodeRowSpecification<PostgresWorkflowFixture>(fixture);

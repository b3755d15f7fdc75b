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

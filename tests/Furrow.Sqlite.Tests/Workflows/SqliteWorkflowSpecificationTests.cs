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

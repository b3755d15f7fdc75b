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

public sealed class SqliteCodeSeedTests(SqliteWorkflowFixture fixture)
    : CodeSeedSpecification<SqliteWorkflowFixture>(fixture);

public sealed class SqliteCodeRowTests(SqliteWorkflowFixture fixture)
    : CodeRowSpecification<SqliteWorkflowFixture>(fixture);

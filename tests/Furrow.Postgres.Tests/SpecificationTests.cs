using Furrow.Specification;

namespace Furrow.Postgres.Tests;

public sealed class PostgresComplianceTests : ComplianceSpecification;

public sealed class PostgresOpeningTests(PostgresFixture fixture) : OpeningSpecification<PostgresFixture>(fixture);

public sealed class PostgresSchemaTests(PostgresFixture fixture) : SchemaSpecification<PostgresFixture>(fixture);

public sealed class PostgresRowCountTests(PostgresFixture fixture) : RowCountSpecification<PostgresFixture>(fixture);

public sealed class PostgresUpsertTests(PostgresFixture fixture) : UpsertSpecification<PostgresFixture>(fixture);

public sealed class PostgresLookUpTests(PostgresFixture fixture) : LookUpSpecification<PostgresFixture>(fixture);

public sealed class PostgresSampleTests(PostgresFixture fixture) : SampleSpecification<PostgresFixture>(fixture);

public sealed class PostgresChangeCountTests(PostgresFixture fixture)
    : ChangeCountSpecification<PostgresFixture>(fixture);

public sealed class PostgresTransactionSpecificationTests(PostgresFixture fixture)
    : TransactionSpecification<PostgresFixture>(fixture);

public sealed class PostgresFaultTests(PostgresFixture fixture) : FaultSpecification<PostgresFixture>(fixture);

public sealed class PostgresLockTests(PostgresFixture fixture) : LockSpecification<PostgresFixture>(fixture);

public sealed class PostgresStateTests(PostgresFixture fixture) : StateSpecification<PostgresFixture>(fixture);

public sealed class PostgresSeedWritingTests(PostgresFixture fixture)
    : SeedWritingSpecification<PostgresFixture>(fixture);

public sealed class PostgresSeedReferenceTests(PostgresFixture fixture)
    : SeedReferenceSpecification<PostgresFixture>(fixture);

public sealed class PostgresCatalogTests(PostgresFixture fixture) : CatalogSpecification<PostgresFixture>(fixture);

public sealed class PostgresContentTests(PostgresFixture fixture) : ContentSpecification<PostgresFixture>(fixture);

public sealed class PostgresBulkLoadTests(PostgresFixture fixture) : BulkLoadSpecification<PostgresFixture>(fixture);

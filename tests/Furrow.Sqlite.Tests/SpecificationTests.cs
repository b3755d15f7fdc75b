using Furrow.Specification;

namespace Furrow.Sqlite.Tests;

public sealed class SqliteComplianceTests : ComplianceSpecification;

public sealed class SqliteOpeningTests(SqliteFixture fixture) : OpeningSpecification<SqliteFixture>(fixture);

public sealed class SqliteSchemaTests(SqliteFixture fixture) : SchemaSpecification<SqliteFixture>(fixture);

public sealed class SqliteRowCountTests(SqliteFixture fixture) : RowCountSpecification<SqliteFixture>(fixture);

public sealed class SqliteUpsertTests(SqliteFixture fixture) : UpsertSpecification<SqliteFixture>(fixture);

public sealed class SqliteLookUpTests(SqliteFixture fixture) : LookUpSpecification<SqliteFixture>(fixture);

public sealed class SqliteSampleTests(SqliteFixture fixture) : SampleSpecification<SqliteFixture>(fixture);

public sealed class SqliteChangeCountTests(SqliteFixture fixture) : ChangeCountSpecification<SqliteFixture>(fixture);

public sealed class SqliteTransactionTests(SqliteFixture fixture) : TransactionSpecification<SqliteFixture>(fixture);

public sealed class SqliteFaultTests(SqliteFixture fixture) : FaultSpecification<SqliteFixture>(fixture);

public sealed class SqliteLockTests(SqliteFixture fixture) : LockSpecification<SqliteFixture>(fixture);

public sealed class SqliteStateTests(SqliteFixture fixture) : StateSpecification<SqliteFixture>(fixture);

public sealed class SqliteSeedWritingTests(SqliteFixture fixture) : SeedWritingSpecification<SqliteFixture>(fixture);

public sealed class SqliteSeedReferenceTests(SqliteFixture fixture)
    : SeedReferenceSpecification<SqliteFixture>(fixture);

public sealed class SqliteCatalogTests(SqliteFixture fixture) : CatalogSpecification<SqliteFixture>(fixture);

public sealed class SqliteContentTests(SqliteFixture fixture) : ContentSpecification<SqliteFixture>(fixture);

public sealed class SqliteBulkLoadTests(SqliteFixture fixture) : BulkLoadSpecification<SqliteFixture>(fixture);

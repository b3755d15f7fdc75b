using Furrow.Specification;

namespace Furrow.Postgres.Tests;

public sealed class PostgresSeedWritingTests(PostgresFixture fixture)
    : SeedWritingSpecification<PostgresFixture>(fixture);

public sealed class PostgresSeedReferenceTests(PostgresFixture fixture)
    : SeedReferenceSpecification<PostgresFixture>(fixture);

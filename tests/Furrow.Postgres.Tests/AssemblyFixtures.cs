using Furrow.Postgres.Tests;

[assembly: AssemblyFixture(typeof(PostgresServer))]

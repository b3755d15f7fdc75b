using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Catalog.Definitions;

/// <summary>
/// Reads every definition in normal form. Each query's rows are kind, name, definition, the object's address in this
/// reading, and the address of what it is a part of.
/// </summary>
internal sealed class DefinitionReader(NpgsqlConnection connection, CatalogScope scope)
{
    public Task<DatabaseCatalog> ReadAsync(bool inTransaction, CancellationToken cancellationToken)
    {
        int major = connection.PostgreSqlVersion.Major;
        string[] queries =
        [
            RelationQueries.Relations,
            RelationQueries.Columns(major),
            RelationQueries.Constraints,
            RelationQueries.Indexes,
            RelationQueries.Sequences,
            RelationQueries.Triggers,
            RelationQueries.RulesAndPolicies,
            ObjectQueries.Schemas,
            ObjectQueries.Types(major),
            ObjectQueries.Routines,
            ObjectQueries.Operators,
            ObjectQueries.TextSearch,
            ObjectQueries.DatabaseWide(major),
            AccessQueries.Comments,
            AccessQueries.Privileges,
            AccessQueries.DefaultPrivileges,
        ];
        return new CatalogBatch(connection).ReadAsync(
            inTransaction,
            queries.Select(scope.Command),
            (reader, token) => ReadAsync(reader, queries.Length, token),
            cancellationToken);
    }

    private static async Task<DatabaseCatalog> ReadAsync(
        NpgsqlDataReader reader, int queryCount, CancellationToken cancellationToken)
    {
        List<CatalogObject> objects = [];
        for (int query = 0; query < queryCount; query++)
        {
            objects.AddRange(await reader.ReadSetAsync(ReadObject, cancellationToken));
        }

        return new DatabaseCatalog(objects);
    }

    private static CatalogObject ReadObject(NpgsqlDataReader row)
    {
        (string kind, string definition) = (row.GetString(0), row.GetString(2));
        return new CatalogObject(
            kind,
            row.GetString(1),
            kind is "function" or "procedure" ? RoutineText.Normal(definition) : definition)
        {
            Address = row.Text(3),
            PartOf = row.Text(4),
        };
    }
}

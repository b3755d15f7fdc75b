using System.Collections.Immutable;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>Reads cells and whole result sets of the catalog's queries.</summary>
internal static class CatalogReading
{
    /// <summary>Text, or null for NULL.</summary>
    public static string? Text(this NpgsqlDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    /// <summary>A schema and the name beside it.</summary>
    public static ObjectName Name(this NpgsqlDataReader row, int ordinal) =>
        new(row.GetString(ordinal), row.GetString(ordinal + 1));

    /// <summary>A schema and the name beside it, or null for NULL.</summary>
    public static ObjectName? NameOrNull(this NpgsqlDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : row.Name(ordinal);

    /// <summary>The pair <c>condeferrable</c>, <c>condeferred</c>.</summary>
    public static Deferrability Deferrability(this NpgsqlDataReader row, int ordinal)
    {
        if (!row.GetBoolean(ordinal))
        {
            return Schema.Deferrability.NotDeferrable;
        }

        return row.GetBoolean(ordinal + 1)
            ? Schema.Deferrability.InitiallyDeferred
            : Schema.Deferrability.InitiallyImmediate;
    }

    /// <summary>Reads the current result set to its end and moves on to the next.</summary>
    public static async Task<ImmutableArray<T>> ReadSetAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        ImmutableArray<T>.Builder rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        return rows.ToImmutable();
    }
}

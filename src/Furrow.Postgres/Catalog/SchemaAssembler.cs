using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Postgres.Catalog;

/// <summary>Puts the catalog's rows together to the model, every list in its stable order.</summary>
internal static class SchemaAssembler
{
    public static DatabaseSchema Assemble(CatalogRows rows)
    {
        TypeResolver types = new(rows);
        return new DatabaseSchema
        {
            Tables = [.. rows.Tables.Select(row => Complete(row, rows, types)).OrderBy(table => table.Name)],
            Sequences = [.. rows.Sequences.OrderBy(sequence => sequence.Name)],
            Enums = [.. Enums(rows).OrderBy(type => type.Name)],
            Domains = [.. Domains(rows, types).OrderBy(type => type.Name)],
            Extensions = [.. rows.Extensions.OrderBy(extension => extension.Name, StringComparer.Ordinal)],
        };
    }

    private static Table Complete(TableRow row, CatalogRows rows, TypeResolver types)
    {
        List<IndexRow> indexes = [.. rows.Indexes[row.Id]];
        List<ConstraintRow> constraints = [.. rows.Constraints[row.Id]];
        List<ParentRow> parents = [.. rows.Parents[row.Id]];
        return row.Table with
        {
            Columns = [.. rows.Columns[row.Id].Select((column, place) => ToColumn(column, place + 1, types))],
            PrimaryKey = indexes.Find(index => index.IsPrimary)?.Key,
            UniqueKeys = Ordered(indexes.Where(index => !index.IsPrimary), index => index.Key, key => key.Name),
            ForeignKeys = Ordered(constraints, constraint => constraint.ForeignKey, key => key.Name),
            Checks = Ordered(constraints, constraint => constraint.Check, check => check.Name),
            Exclusions = Ordered(constraints, constraint => constraint.Exclusion, exclusion => exclusion.Name),
            Triggers = Ordered(rows.Triggers[row.Id], found => found.Trigger, trigger => trigger.Name),
            Indexes = Ordered(indexes, index => index.Index, index => index.Name),
            Inherits = [.. parents.Where(parent => !parent.IsPartition).Select(parent => parent.Parent)],
            PartitionOf = parents.Find(parent => parent.IsPartition)?.Parent,
        };
    }

    private static ImmutableArray<T> Ordered<TRow, T>(
        IEnumerable<TRow> rows, Func<TRow, T?> part, Func<T, string> name)
        where T : class =>
        [.. rows.Select(part).OfType<T>().OrderBy(name, StringComparer.Ordinal)];

    private static Column ToColumn(ColumnRow row, int position, TypeResolver types)
    {
        GeneratedKind generated = row.Generated switch
        {
            "s" => GeneratedKind.Stored,
            "v" => GeneratedKind.Virtual,
            _ => GeneratedKind.None,
        };
        return new Column
        {
            Name = row.Name,
            Position = position,
            Type = types.Resolve(row.Type, row.Modifier, row.SqlName),
            IsNullable = !row.IsNotNull && !types.IsNotNull(row.Type),
            Default = generated == GeneratedKind.None ? row.Expression : null,
            Identity = row.Identity switch
            {
                "a" => IdentityKind.Always,
                "d" => IdentityKind.ByDefault,
                _ => IdentityKind.None,
            },
            Generated = generated,
            GeneratedExpression = generated == GeneratedKind.None ? null : row.Expression,
            Collation = row.Collation,
            Comment = row.Comment,
        };
    }

    private static IEnumerable<EnumType> Enums(CatalogRows rows) =>
        from type in rows.Types.Values
        where type is { IsUsers: true, Family: "e" }
        select new EnumType(type.Name, [.. rows.Labels[type.Id]]);

    private static IEnumerable<DomainType> Domains(CatalogRows rows, TypeResolver types) =>
        from type in rows.Types.Values
        where type is { IsUsers: true, Family: "d" }
        select new DomainType(
            type.Name,
            types.Resolve(type.Base, type.BaseModifier, type.BaseSqlName!),
            type.IsNotNull,
            type.Default,
            [.. rows.DomainChecks[type.Id]]);
}

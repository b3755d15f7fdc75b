using Furrow.Schema;

namespace Furrow.Postgres.Catalog;

/// <summary>Describes types: domains by what they narrow, arrays by their elements.</summary>
internal sealed class TypeResolver(CatalogRows rows)
{
    private const string ArrayMark = "[]";

    /// <summary>The type <paramref name="id"/> with a column's modifier, as the server spells both together.</summary>
    public ColumnType Resolve(uint id, int modifier, string sqlName)
    {
        TypeRow type = rows.Types[id];
        if (type.Base != 0)
        {
            ColumnType narrowed = Resolve(type.Base, type.BaseModifier, type.BaseSqlName!);
            return narrowed with
            {
                SqlName = sqlName,
                Domain = type.Name,
                DomainChecks = [.. rows.DomainChecks[id], .. narrowed.DomainChecks],
            };
        }

        if (type.Element != 0)
        {
            // The modifier of an array is its element's; the server writes any number of dimensions as one.
            string element = sqlName.EndsWith(ArrayMark, StringComparison.Ordinal) ? sqlName[..^2] : sqlName;
            return new ColumnType
            {
                Kind = TypeKind.Array,
                SqlName = sqlName,
                Name = type.Name,
                Element = Resolve(type.Element, modifier, element),
            };
        }

        TypeKind kind = TypeKinds.Of(type);
        (int? length, int? precision, int? scale) = TypeModifier.Decode(type.Name, modifier);
        return new ColumnType
        {
            Kind = kind,
            SqlName = sqlName,
            Name = type.Name,
            LengthMax = length,
            Precision = precision,
            Scale = scale,
            Labels = kind == TypeKind.Enum ? [.. rows.Labels[id]] : [],
        };
    }

    /// <summary>Whether a domain, or one that it narrows, refuses NULL.</summary>
    public bool IsNotNull(uint id)
    {
        TypeRow type = rows.Types[id];
        return type.Base != 0 && (type.IsNotNull || IsNotNull(type.Base));
    }
}

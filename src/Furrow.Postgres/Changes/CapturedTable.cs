using System.Collections.Immutable;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Postgres.Changes;

/// <summary>A table whose rows are kept or put back: how statements name its cells and find its rows.</summary>
internal sealed record CapturedTable
{
    /// <summary>Schema and name.</summary>
    public required ObjectName Name { get; init; }

    /// <summary>The columns that hold values of their own: generated ones are computed again.</summary>
    public required ImmutableArray<CapturedColumn> Columns { get; init; }

    /// <summary>What a row is found by; empty where no key is sure to name one row.</summary>
    public required ImmutableArray<KeyColumn> Key { get; init; }

    /// <summary>Whether policies hide rows from this role.</summary>
    public bool HidesRows { get; init; }

    /// <summary>The triggers that somebody created and that fire, each with the mode it fires in.</summary>
    public ImmutableArray<(string Name, char Mode)> Triggers { get; init; } = [];

    /// <summary>The table's own rows: those of tables that inherit from it are captured under their own name.</summary>
    public string Sql => $"ONLY {SqlDialect.Postgres.QuoteName(Name.Schema, Name.Name)}";

    /// <summary>The table as the target of a statement that takes no ONLY.</summary>
    public string Target => SqlDialect.Postgres.QuoteName(Name.Schema, Name.Name);

    /// <summary>The condition on <c>seed_changes b</c> that a row is this table's.</summary>
    public string Owned =>
        $"b.table_schema = {Literal(Name.Schema)} AND b.table_name = {Literal(Name.Name)}";

    /// <summary>Schema and name as two values.</summary>
    public string NameValues => $"{Literal(Name.Schema)}, {Literal(Name.Name)}";

    /// <summary>The cells of row <c>t</c> as <c>text[]</c>.</summary>
    public string Cells => $"ARRAY[{string.Join(", ", Columns.Select(column => column.Text))}]::text[]";

    /// <summary>The key of row <c>t</c> as <c>text[]</c>: where there is none, all of its cells.</summary>
    public string KeyCells => Key.IsEmpty
        ? Cells
        : $"ARRAY[{string.Join(", ", Key.Select(column => column.Column.Text))}]::text[]";

    /// <summary>The condition that row <c>t</c> has the key of <c>b</c>.</summary>
    public string HasKey => string.Join(" AND ", Key.Select((column, place) => FormattableString.Invariant(
        $"t.{column.Column.Quoted} OPERATOR({column.Operator}) (b.key[{place + 1}])::{column.Column.Type}")));

    /// <summary>A checksum of row <c>t</c>.</summary>
    public string Checksum => $"md5(({Cells})::text)";

    /// <summary>The columns' types, for telling whether one changed since.</summary>
    public string TypePrint => string.Join(", ", Columns.Select(column => column.Type));

    public static string Literal(string text) => SqlDialect.Postgres.QuoteLiteral(text);
}

/// <summary>A column: its type as it may stand in a cast.</summary>
internal sealed record CapturedColumn(string Name, string Type, bool HasOwnText, bool IsAlwaysNumbered)
{
    public string Quoted { get; } = SqlDialect.Postgres.QuoteIdentifier(Name);

    // A cast to text is the type's own output unless somebody defined it otherwise: then the function that writes
    // values for clients gives it, and num_nulls, unlike IS NULL, tells a row of NULLs from none.
    public string Text => HasOwnText
        ? $"CASE WHEN num_nulls(t.{Quoted}) = 0 THEN concat(t.{Quoted}) END"
        : $"t.{Quoted}::text";
}

/// <summary>A column of a key, and the operator by which its index takes two values for equal.</summary>
internal sealed record KeyColumn(CapturedColumn Column, string Operator);

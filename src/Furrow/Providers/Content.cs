using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>Rows to hash.</summary>
/// <param name="Table">
/// The table, from the catalog: its own rows, without those of tables that inherit from it; of a partitioned table all.
/// </param>
/// <param name="Cells">What each row is taken by.</param>
/// <param name="EachColumn">Whether each cell is hashed by itself besides, so that a difference can be placed.</param>
public sealed record ContentRequest(Table Table, ImmutableArray<ContentCell> Cells, bool EachColumn = false);

/// <summary>The hash of a table's rows.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">The hash of the rows as wholes.</param>
/// <param name="Columns">The hashes of their cells, in the order of the request; empty where not asked for.</param>
public sealed record TableContent(ObjectName Table, ContentHash Rows, ImmutableArray<ContentHash> Columns);

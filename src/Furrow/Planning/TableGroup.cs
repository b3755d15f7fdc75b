using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// What is ordered as one: a table, or those tables of one partition tree that are to be loaded. A key to a
/// partitioned table finds its rows in any partition, so the tree's tables cannot be told apart. A table that
/// inherits from another (INHERITS) holds rows of its own, which keys to its parent do not see: a group by itself.
/// </summary>
/// <param name="Name">The table, or the partitioned table at the top of the tree, loaded or not.</param>
/// <param name="Tables">The tables to load: partitioned tables before their partitions, then by name.</param>
/// <param name="Entry">
/// The table through which all of the group's rows can be written: the one of <paramref name="Tables"/> that all
/// others are partitions of. Null when there is none, as for two partitions without their parent.
/// </param>
public sealed record TableGroup(ObjectName Name, ImmutableArray<ObjectName> Tables, ObjectName? Entry);

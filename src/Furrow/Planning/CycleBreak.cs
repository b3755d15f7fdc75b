using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>How one foreign key is kept from standing in the way of a load: one of the sealed cases within.</summary>
public abstract record CycleBreak
{
    private CycleBreak(KeyReference reference)
    {
        Table = reference.Table;
        Key = reference.Key;
    }

    /// <summary>The table that declares the key; where the key's definition would be changed.</summary>
    public ObjectName Table { get; }

    /// <summary>The key as declared there.</summary>
    public ForeignKey Key { get; }

    /// <summary>
    /// The key refers to its own table: write referenced rows first, or all rows that refer to each other in one
    /// statement (both databases check a key at the end of the statement; then even rows in a circle fit). With several
    /// such keys on one table the order must satisfy all of them.
    /// </summary>
    public sealed record RowOrder : CycleBreak
    {
        internal RowOrder(KeyReference reference, ObjectName writeTo)
            : base(reference) => WriteTo = writeTo;

        /// <summary>The table to write the rows to: the partitioned one where there are partitions.</summary>
        public ObjectName WriteTo { get; }
    }

    /// <summary>
    /// The key is deferrable: SET CONSTRAINTS … DEFERRED; nothing to do where it is INITIALLY DEFERRED.
    /// </summary>
    public sealed record Defer : CycleBreak
    {
        internal Defer(KeyReference reference)
            : base(reference)
        {
        }
    }

    /// <summary>The database's one switch defers every key until commit.</summary>
    public sealed record DeferAll : CycleBreak
    {
        internal DeferAll(KeyReference reference)
            : base(reference)
        {
        }
    }

    /// <summary>The key is made deferrable inside the transaction, and its definition put back before commit.</summary>
    public sealed record MakeDeferrable : CycleBreak
    {
        internal MakeDeferrable(KeyReference reference)
            : base(reference)
        {
        }
    }

    /// <summary>
    /// The key is taken off inside the transaction and put back before commit: deferred checks of so many rows would
    /// not fit into the server's memory.
    /// </summary>
    public sealed record DropAndRestore : CycleBreak
    {
        internal DropAndRestore(KeyReference reference)
            : base(reference)
        {
        }
    }

    /// <summary>
    /// Rows are inserted with NULL in <see cref="Columns"/> and updated when the referenced rows are there.
    /// </summary>
    public sealed record NullThenUpdate : CycleBreak
    {
        internal NullThenUpdate(KeyReference reference, ImmutableArray<string> columns)
            : base(reference) => Columns = columns;

        /// <summary>The columns to leave NULL at first; at least one, and no other key uses them.</summary>
        public ImmutableArray<string> Columns { get; }
    }
}

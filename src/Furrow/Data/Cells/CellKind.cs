namespace Furrow.Data.Cells;

/// <summary>The families of values that column batches hold, the same for every target.</summary>
public enum CellKind
{
    /// <summary>true and false; <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Whole numbers of up to 64 bits; <see cref="long"/>.</summary>
    Integer,

    /// <summary>Exact decimals; <see cref="decimal"/>, up to 28 digits.</summary>
    Decimal,

    /// <summary>Floating point; <see cref="double"/>.</summary>
    Float,

    /// <summary>UTF-8 text; also enum labels and JSON.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Days since 1970-01-01, or one of <see cref="CellLimits"/>; <see cref="int"/>.</summary>
    Date,

    /// <summary>Microseconds since midnight; <see cref="long"/>.</summary>
    Time,

    /// <summary>
    /// Microseconds since 1970-01-01T00:00:00 UTC, or without a zone, or one of <see cref="CellLimits"/>;
    /// <see cref="long"/>.
    /// </summary>
    Timestamp,

    /// <summary>Months, days and microseconds; <see cref="IntervalValue"/>.</summary>
    Interval,

    /// <summary>A UUID; <see cref="Guid"/>, in the order of its digits.</summary>
    Uuid,

    /// <summary>A list of values of one kind; a <see cref="ListVector"/>.</summary>
    List,
}

/// <summary>A span of time as PostgreSQL keeps it: three parts that are never traded for each other.</summary>
public readonly record struct IntervalValue(int Months, int Days, long Microseconds);

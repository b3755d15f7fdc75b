using System.Data.Common;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Upsert;

/// <summary>A database with the table that the rows go into.</summary>
internal interface ICustomerDatabase
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Where it is.</summary>
    DatabaseAddress Address { get; }

    /// <summary>The statement that creates the table <c>customers</c>.</summary>
    string CreateTable { get; }

    /// <summary>The statement that empties it.</summary>
    string EmptyTable { get; }

    /// <summary>A connection to it, not open.</summary>
    DbConnection Connect();

    /// <summary>
    /// The database's own client, loading a file into a temporary table and upserting from there what differs; null
    /// where it is not installed.
    /// </summary>
    Contender? OwnClient(string csvFile);
}

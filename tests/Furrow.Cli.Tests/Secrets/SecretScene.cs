using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Specification.Workflows;

namespace Furrow.Cli.Tests.Secrets;

/// <summary>
/// A project with two planted secrets: the password in the database's address, where there is one, and a variable that
/// a volatile seed writes. Each holds a word that is nowhere else, whatever is made of the rest of it.
/// </summary>
internal abstract class SecretScene : IAsyncDisposable
{
    public const string Variable = "SHOP_TOKEN";

    /// <summary>The word inside the password.</summary>
    public string PasswordWord { get; } = "planted" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>The word inside the variable's value.</summary>
    public string TokenWord { get; } = "planted" + Guid.NewGuid().ToString("N")[..12];

    public string Token => $"T'{TokenWord}\"\\/%ü";

    public ProjectFolder Folder { get; } = new();

    /// <summary>The address to use instead of the right one.</summary>
    public string? OtherAddress { get; set; }

    public abstract IDatabaseProvider Provider { get; }

    /// <summary>A statement that ends the connection it runs on; null where nothing can.</summary>
    public abstract string? EndOfConnection { get; }

    /// <summary>The address of the database, password included.</summary>
    protected abstract string Address { get; }

    /// <summary>The address with a wrong password, and one where nothing answers; null without passwords.</summary>
    public abstract (string Wrong, string Nowhere)? BadAddresses { get; }

    /// <summary>The variables of the process.</summary>
    public Dictionary<string, string> Variables => new(StringComparer.Ordinal)
    {
        ["DATABASE_URL"] = OtherAddress ?? Address,
        [Variable] = Token,
    };

    /// <summary>Every row of furrow's own tables, as text.</summary>
    public abstract Task<string> ReadHistoriesAsync();

    /// <summary>A handle on the database, for whoever holds the lock.</summary>
    public IDatabase OpenDatabase() => Provider.Open(
        DatabaseAddress.Parse(Address, Folder.Path).ToReference(), new DatabaseOptions());

    public virtual async Task CreateAsync(CancellationToken cancellationToken)
    {
        Folder
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY, note text UNIQUE, n integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1, 'x', 1);")
            .Seed("base/10_login.yaml", Login(id: 2));
        await Task.CompletedTask;
    }

    /// <summary>A seed that writes the token.</summary>
    public static string Login(int id, string column = "note") =>
        $"""
        volatile: true
        tables:
          - table: a
            key: [id]
            rows:
              - id: {id}
                {column}: !env {Variable}
        """;

    public virtual ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

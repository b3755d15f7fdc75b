using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Sqlite.Tests.Scratch;

/// <summary>Scratch files: gone afterwards, leftovers of the dead too, and never anything else.</summary>
public sealed class ScratchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-scratch-tests-");

    private string Scratch => Path.Combine(_folder.FullName, "it's \"odd\"; --");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_is_a_file_while_it_is_needed_and_gone_with_all_beside_it_afterwards()
    {
        await using IDatabase database = Open();
        await using (IScratchDatabase scratch = await CreateAsync(database))
        {
            await using ISession session = await scratch.Database.OpenSessionAsync(
                SessionAccess.Write, CancellationToken.None);
            await session.CreateCommand("CREATE TABLE a (id integer)").ExecuteNonQueryAsync();
            Assert.Equal(2, Directory.GetFiles(Scratch).Length);
        }

        Assert.Empty(Directory.GetFiles(Scratch));
        Assert.False(File.Exists(database.Reference.ConnectionString));
    }

    [Fact]
    public async Task What_a_killed_process_left_is_dropped_by_the_next_and_a_living_one_s_is_not()
    {
        await using IDatabase database = Open();
        await using IScratchDatabase living = await CreateAsync(database);
        string dead = Path.Combine(Scratch, "furrow-scratch-0123456789abcdef.db");
        string foreign = Path.Combine(Scratch, "furrow-scratch-of-mine.db");
        string[] left = [dead, dead + "-journal", dead + ".furrow-lock", foreign, foreign + ".furrow-lock"];
        foreach (string path in left)
        {
            await File.WriteAllTextAsync(path, "");
        }

        await using (await CreateAsync(database))
        {
            Assert.DoesNotContain(Directory.GetFiles(Scratch), path => path.StartsWith(dead, StringComparison.Ordinal));
            Assert.True(File.Exists(foreign));
            Assert.True(File.Exists(living.Database.Reference.ConnectionString + ".furrow-lock"));
        }
    }

    [Fact]
    public async Task Where_no_file_can_be_made_the_error_says_so_with_the_remedy()
    {
        await File.WriteAllTextAsync(Scratch, "in the way");
        await using IDatabase database = Open();
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => CreateAsync(database));
        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Contains("--scratch", error.Hint, StringComparison.Ordinal);
    }

    private Task<IScratchDatabase> CreateAsync(IDatabase database) =>
        database.CreateScratchAsync(new ScratchRequest(Scratch), CancellationToken.None);

    private IDatabase Open() => new SqliteProvider().Open(
        new DatabaseReference
        {
            Provider = "sqlite",
            ConnectionString = Path.Combine(_folder.FullName, "app.db"),
            DatabaseName = "app.db",
            Display = "sqlite:app.db",
            IsLocal = true,
        },
        new DatabaseOptions());
}

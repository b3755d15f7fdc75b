using System.Runtime.Versioning;
using Furrow.Postgres.ClientTools;

namespace Furrow.Postgres.Tests.ClientTools;

/// <summary>How the password of a connection reaches a client program, and what stays of it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PassFileTests
{
    private const string Password = @"se:cr\et";
    private const string Line = @"*:*:*:*:se\:cr\\et" + "\n";

    [Fact]
    public void It_is_a_plain_file_that_only_the_owner_reads_and_has_no_name_where_Linux_allows_that()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Files without a name are reached by /proc.");
        using PassFile file = PassFile.Write(Password, isNameless: true);
        Assert.Equal(Line, Read(file.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
        Assert.EndsWith(" (deleted)", new FileInfo(file.Path).LinkTarget, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_it_lies_in_a_folder_of_the_owner_s_own_and_goes_in_the_end()
    {
        string folder;
        using (PassFile file = PassFile.Write(Password, isNameless: false))
        {
            folder = Path.GetDirectoryName(file.Path)!;
            Assert.Equal(Line, Read(file.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_killed_process_left_goes_with_the_next_one_and_what_is_in_use_stays(bool isNameless)
    {
        string left = Directory.CreateTempSubdirectory("furrow-pass-").FullName;
        File.WriteAllText(Path.Combine(left, "pgpass"), "");
        using PassFile used = PassFile.Write(Password, isNameless: false);
        foreach (string path in (string[])[Path.Combine(left, "pgpass"), used.Path])
        {
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(-1));
        }

        PassFile.Write(Password, isNameless).Dispose();
        Assert.False(Directory.Exists(left));
        Assert.Equal(Line, Read(used.Path));
    }

    // As libpq does, which holds nothing.
    private static string Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }
}

using System.Runtime.CompilerServices;

namespace Furrow.Cli.Tests;

/// <summary>
/// Compares output with an approved text file, exactly. On a mismatch the output is written beside it as
/// <c>NAME.received.txt</c>; approving it is renaming it.
/// </summary>
internal static class Approval
{
    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "Furrow.Cli.Tests", "Approved");

    public static void Verify(string received, [CallerMemberName] string name = "")
    {
        // An escape byte in a text file is invisible to whoever approves it.
        string text = received.Replace("\e", "␛", StringComparison.Ordinal)
            .Replace("\r", "␍", StringComparison.Ordinal);
        string approvedPath = Path.Combine(Folder, $"{name}.approved.txt");
        string receivedPath = Path.Combine(Folder, $"{name}.received.txt");
        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath) : "";
        if (approved == text)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, text);
        Assert.Fail($"{name} differs from what was approved: compare {receivedPath}\n{text}");
    }
}

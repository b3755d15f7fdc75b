namespace Furrow.Cli;

/// <summary>Which threads go on when a server has answered.</summary>
internal static class SocketThreads
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Goes on in the thread that waits for answers, instead of waking another one each time: an eighth of the
    /// processor time of many small migrations. Only for commands that run no code of the project's, since code that
    /// blocks such a thread would wait for an answer that nobody takes in. To be called before the first connection;
    /// a value that is set already stays.
    /// </summary>
    public static void ContinueInPlace()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}

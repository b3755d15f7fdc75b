namespace Furrow.Workflows;

/// <summary>
/// The files and the database of a command that only looks: the database is asked first, and answers while the files
/// are read.
/// </summary>
internal sealed record FirstLook(ProjectFiles Files, DatabaseView View)
{
    /// <summary>Takes it. What is wrong with the files is said first.</summary>
    public static async Task<FirstLook> TakeAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<DatabaseView> opening = DatabaseView.OpenAsync(project, stop.Token);
        try
        {
            ProjectFiles files = await ProjectFiles.ReadAsync(project, cancellationToken);
            return new FirstLook(files, await opening);
        }
        catch
        {
            await stop.CancelAsync();
            await CloseAsync(opening);
            throw;
        }
    }

    private static async Task CloseAsync(Task<DatabaseView> opening)
    {
        try
        {
            await (await opening).DisposeAsync();
        }
        catch (Exception) when (!opening.IsCompletedSuccessfully)
        {
            // It is what is thrown already, or comes after that.
        }
    }
}

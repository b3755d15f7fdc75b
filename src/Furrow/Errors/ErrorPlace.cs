namespace Furrow.Errors;

/// <summary>Where an error is, as people read it.</summary>
public static class ErrorPlace
{
    /// <summary>
    /// <c>file</c>, <c>file:line</c> or <c>file:line:column</c>; null where no file is at fault, and where the message
    /// or the detail names the places itself.
    /// </summary>
    public static string? Of(FurrowException error)
    {
        if (error.File is not { } file || Names(error.Message, file) || Names(error.Detail, file))
        {
            return null;
        }

        return (error.Line, error.Column) switch
        {
            (null, _) => file,
            ({ } line, null) => $"{file}:{line}",
            ({ } line, { } column) => $"{file}:{line}:{column}",
        };
    }

    private static bool Names(string? text, string file) =>
        text is not null && text.StartsWith($"{file}:", StringComparison.Ordinal);
}

using Furrow.Cli.Rendering;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>Files that <c>init</c>, <c>create</c> and <c>create-seed</c> wrote.</summary>
internal static class FilesView
{
    /// <summary>The page.</summary>
    /// <param name="result">The files.</param>
    /// <param name="show">Turns a full path into what people are shown.</param>
    /// <param name="next">What to do next.</param>
    public static Page Render(CreateResult result, Func<string, string> show, string next)
    {
        PageBuilder page = new();
        page.Add(new Table
        {
            Indent = 0,
            Columns = [new("what"), new("file", Wraps: true)],
            Rows =
            [
                .. result.Created.Select(path => Row.Of(new Piece("created", Tone.Good), show(path))),
                .. result.Updated.Select(path => Row.Of(new Piece("updated", Tone.Good), show(path))),
                .. result.Kept.Select(path => Row.Of(new Piece("kept", Tone.Muted), show(path))),
            ],
        });
        return page.Next(next).Build();
    }
}

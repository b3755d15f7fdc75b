using System.Security.Cryptography;
using System.Text;

namespace Furrow.Cli.Reports;

/// <summary>What a report carries besides its data, read from this assembly when one is written.</summary>
/// <param name="Text">The text, ready to stand in its element.</param>
internal sealed record ReportResource(string Text)
{
    /// <summary>How the page is laid out.</summary>
    public static ReportResource Style => new("\n" + Read("report.css"));

    /// <summary>Draws the graph of the tables, with dagre in front, which lays it out.</summary>
    public static ReportResource Script
    {
        get
        {
            // The library's licence asks to stand in every copy; its map of sources is not at hand. A control character
            // between its quotation marks, which XML cannot hold, is spelled out.
            string library = string.Join(
                '\n', Read("dagre.min.js").Split('\n').Where(line => !line.StartsWith("//#", StringComparison.Ordinal)))
                .Replace("\x01", "\\x01", StringComparison.Ordinal);
            string all = string.Join('\n', Read("dagre.min.js.LEGAL.txt"), library, Read("graph.js"));
            return new ReportResource($"/*<![CDATA[*/\n{all}\n/*]]>*/");
        }
    }

    /// <summary>What a page's policy lets run by it.</summary>
    public string Source => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";

    private static string Read(string name)
    {
        using Stream stream = typeof(ReportResource).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"the resource report/{name} is missing");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

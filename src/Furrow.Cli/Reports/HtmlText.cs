using System.Text;
using System.Xml;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Reports;

/// <summary>
/// Writes HTML that is well-formed XML too. The framework's writer escapes; control characters are shown by their
/// codes, since names and values may hold anything.
/// </summary>
internal sealed class HtmlText : IDisposable
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        OmitXmlDeclaration = true,
        NewLineHandling = NewLineHandling.None,
    };

    private readonly XmlWriter _writer;

    /// <summary>Begins a document.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="comment">What stands before everything.</param>
    public HtmlText(Stream target, string comment)
    {
        _writer = XmlWriter.Create(target, Settings);
        _writer.WriteDocType("html", null, null, null);
        _writer.WriteComment(comment);
        Line();
    }

    /// <summary>An element with others in it.</summary>
    public HtmlText Element(string name, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        content();
        _writer.WriteFullEndElement();
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public HtmlText Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        Text(text);
        _writer.WriteFullEndElement();
        return this;
    }

    /// <summary>An element that never has anything in it, such as <c>meta</c> or <c>path</c>.</summary>
    public HtmlText Void(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _writer.WriteEndElement();
        return this;
    }

    /// <summary>An element whose content is for another language than HTML, and written as it is.</summary>
    public HtmlText Code(string name, string code, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _writer.WriteRaw(code);
        _writer.WriteFullEndElement();
        Line();
        return this;
    }

    /// <summary>Text.</summary>
    public HtmlText Text(string text)
    {
        _writer.WriteString(VisibleText.Of(text, hasUnicode: true));
        return this;
    }

    /// <summary>The next line of the file, where that means nothing.</summary>
    public HtmlText Line()
    {
        _writer.WriteWhitespace("\n");
        return this;
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose() => _writer.Dispose();

    private void Begin(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _writer.WriteStartElement(name);
        foreach ((string attribute, string value) in attributes)
        {
            _writer.WriteAttributeString(attribute, VisibleText.Of(value, hasUnicode: true));
        }
    }
}

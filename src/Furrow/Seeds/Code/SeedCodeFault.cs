using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;

namespace Furrow.Seeds.Code;

/// <summary>
/// Says what a C# seed failed with, and where in its source. What the database says comes without row values; the
/// values of variables that the seed read are masked.
/// </summary>
internal static class SeedCodeFault
{
    public static FurrowException Of(
        Exception exception, SeedFile seed, ISeedCode code, SecretRedactor secrets, ISession? session)
    {
        List<SourceFrame> frames = [.. Chain(exception).SelectMany(e => FramesOf(e, code)).Distinct()];
        SourceFrame? place = frames.Count > 0 ? frames[0] : null;
        FurrowException? known = Chain(exception).OfType<FurrowException>().FirstOrDefault();
        DatabaseFault? fault = known is null && session is not null
            && Chain(exception).OfType<DbException>().FirstOrDefault() is { } database
            ? session.Explain(database)
            : null;
        string message = known?.Message ?? fault?.Message ?? Describe(exception);

        // Without the exception as its cause: it may show what a row or a variable holds, and it would hold on to the
        // seed's assembly.
        return new FurrowException(known?.Code ?? fault?.Code ?? ErrorCode.SeedFailed, secrets.Redact(message))
        {
            File = place?.File ?? seed.DisplayPath,
            Line = place?.Line,
            Detail = Redact(secrets, Join(known?.Detail ?? fault?.Detail, frames)),
            Hint = Redact(secrets, known?.Hint ?? fault?.Hint),
            SqlState = known?.SqlState ?? fault?.SqlState,
        };
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? next = exception; next is not null; next = next.InnerException)
        {
            yield return next;
        }
    }

    // An exception of the code's own making, or one that wraps it: the message of each level.
    private static string Describe(Exception exception) => exception switch
    {
        OperationCanceledException => "The seed was stopped by a cancellation of its own, such as a time-out.",
        TypeInitializationException or AggregateException { InnerExceptions.Count: 1 }
            when exception.InnerException is { } inner => Describe(inner),
        FileNotFoundException { FileName: { } file }
            when exception.Message.Contains("assembly", StringComparison.Ordinal) =>
            $"The assembly {file} that the seed needs cannot be found.",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    private static string? Redact(SecretRedactor secrets, string? text) => text is null ? null : secrets.Redact(text);

    private static string? Join(string? detail, List<SourceFrame> frames)
    {
        IEnumerable<string> lines = frames.Count > 1
            ? frames.Select(frame => $"at {frame.Method} in {frame.File}:{frame.Line}")
            : [];
        string text = string.Join('\n', detail is null ? lines : lines.Prepend(detail));
        return text.Length == 0 ? null : text;
    }

    private static IEnumerable<SourceFrame> FramesOf(Exception exception, ISeedCode code)
    {
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is { DeclaringType: { } type } method && code.Owns(type.Assembly)
                && frame.GetFileName() is { } file && frame.GetFileLineNumber() > 0)
            {
                yield return new SourceFrame(NameOf(method, type), file, frame.GetFileLineNumber());
            }
        }
    }

    // The compiler keeps an async method's code in a class named after it: <RunAsync>d__3.
    private static string NameOf(MethodBase method, Type type)
    {
        int end = type.Name.IndexOf('>', StringComparison.Ordinal);
        return type.Name.StartsWith('<') && end > 1 ? type.Name[1..end] : method.Name;
    }

    private sealed record SourceFrame(string Method, string File, int Line);
}

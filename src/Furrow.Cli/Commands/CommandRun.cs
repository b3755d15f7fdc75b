using System.CommandLine;
using System.Text.Json;
using Furrow.Cli.Documents;
using Furrow.Cli.Live;
using Furrow.Cli.Rendering;
using Furrow.Cli.Reports;
using Furrow.Cli.Views;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Scenarios;

namespace Furrow.Cli.Commands;

/// <summary>One run of a command: what was given, and the way to the project.</summary>
internal sealed class CommandRun : IDisposable
{
    private readonly CliHost _host;
    private readonly ParseResult _parse;
    private readonly long _start;
    private readonly ProgressLine? _progress;

    public CommandRun(CliHost host, SharedValues shared, ParseResult parse)
    {
        _host = host;
        _parse = parse;
        _start = host.Clock.GetTimestamp();
        Shared = shared;
        Messages = new MessageStream(host.Error, Screen.For(host.Terminal.IsError, host, shared.NoColour));
        IsVerbose = shared.Verbose || host.Variables.GetValueOrDefault("FURROW_DEBUG") == "1";
        IsJsonLog = shared.Overrides.LogFormat == LogFormat.Json;
        if (!shared.Quiet && !IsJsonLog)
        {
            _progress = new ProgressLine(Messages, host.Clock, CommandPath.Of(parse.CommandResult.Command));
        }
    }

    /// <summary>The options that every command takes.</summary>
    public SharedValues Shared { get; private set; }

    /// <summary>Standard error.</summary>
    public MessageStream Messages { get; }

    /// <summary>What happened so far.</summary>
    public EventRouter Events { get; } = new();

    /// <summary>Whether everything is shown.</summary>
    public bool IsVerbose { get; private set; }

    /// <summary>Whether standard error holds JSON lines only.</summary>
    public bool IsJsonLog { get; private set; }

    /// <summary>What no message may show, as far as the project was read.</summary>
    public SecretRedactor Secrets { get; private set; } = SecretRedactor.None;

    /// <summary>An error as it may be shown.</summary>
    public FurrowException Redact(FurrowException error) =>
        TypedAddress.Hide(Secrets.Redact(error), _parse.Tokens.Select(token => token.Value));

    /// <summary>How long the command took so far, in milliseconds.</summary>
    public long ElapsedMs => (long)_host.Clock.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>An option's value.</summary>
    public T? Get<T>(Option<T> option) => _parse.GetValue(option);

    /// <summary>An argument's value.</summary>
    public T? Get<T>(Argument<T> argument) => _parse.GetValue(argument);

    /// <summary>
    /// Takes <c>--env</c> out of the shared options, for the one command that means something else by it.
    /// </summary>
    public string? TakeEnvironment()
    {
        string? environment = Shared.Overrides.Environment;
        Shared = Shared with { Overrides = Shared.Overrides with { Environment = null } };
        return environment;
    }

    /// <summary>
    /// The directory of the project: what <c>-C</c> names, else the nearest project at or above here.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>config.invalid</c>: there is none.</exception>
    public string ProjectDirectory() => Shared.Directory is { } directory
        ? Configuration.ProjectDirectory.At(FullPath(directory))
        : Configuration.ProjectDirectory.Find(_host.CurrentDirectory);

    /// <summary>The directory to look at although it may be no project.</summary>
    public string LikelyDirectory()
    {
        if (Shared.Directory is { } directory)
        {
            return FullPath(directory);
        }

        try
        {
            return Configuration.ProjectDirectory.Find(_host.CurrentDirectory);
        }
        catch (FurrowException)
        {
            return _host.CurrentDirectory;
        }
    }

    /// <summary>Opens the project and connects its events with their readers.</summary>
    public async Task<FurrowProject> OpenAsync(CancellationToken cancellationToken)
    {
        FurrowProject project = await FurrowProject.OpenAsync(ProjectDirectory(), Configure, cancellationToken);
        Connect(project.Configuration);
        return project;
    }

    /// <summary>Gives a project what the command line says.</summary>
    public void Configure(FurrowOptions options)
    {
        _host.UseProviders(options);
        options.Overrides = Shared.Overrides;
        options.Variables = _host.Variables;
        options.Clock = _host.Clock;
        options.LockTimeout = Shared.LockTimeout;
        options.ConnectWait = Shared.ConnectWait;
        options.Sinks.Add(Events);
        bool canAsk = _host.Terminal is { IsIn: true, IsError: true } && !Shared.NonInteractive && !Shared.Json;
        options.Prompt = canAsk ? new TerminalPrompt(Messages, _host.In) : null;
    }

    /// <summary>Where the command works, for the lines around its result.</summary>
    public WorkPlace Place(FurrowProject project) => new(
        project.Configuration.Environment.Value.Name,
        project.Configuration.Database.Value.Display,
        ElapsedMs,
        OptionsAgain());

    /// <summary>What a page about generated rows is about.</summary>
    public ReportSubject Report(FurrowProject project, GenerateResult result, TableNames names) => new()
    {
        Result = result,
        Rows = result.Report ?? throw new InvalidOperationException("no report was asked for"),
        Names = names,
        Environment = project.Configuration.Environment.Value.Name,
        Database = project.Configuration.Database.Value.DatabaseName,
        Provider = project.Provider,
        ToolVersion = FurrowCli.Version(),
        CreatedAt = _host.Clock.GetUtcNow(),
    };

    /// <summary>The options that the next command needs as well, with a space before; never a password.</summary>
    public string OptionsAgain() =>
        (Shared.Directory is { } directory ? $" -C {ShellText.Quote(directory)}" : "")
        + (Shared.Overrides.Database is null ? "" : " --database …")
        + (Shared.Overrides.Environment is { } environment ? $" --env {ShellText.Quote(environment)}" : "");

    /// <summary>A path against the current directory.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, _host.CurrentDirectory);

    /// <summary>A path as it can be typed here: relative where it lies below the current directory.</summary>
    public string ShowPath(string path)
    {
        string relative = Path.GetRelativePath(_host.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    /// <summary>Takes the live line away for good: of a command that shows its results as they come.</summary>
    public void StopProgress() => _progress?.Dispose();

    /// <summary>Writes part of the result at once, for a command that does not end by itself.</summary>
    public void Print(Page page) =>
        Print(PageRenderer.Draw(page, Screen.For(_host.Terminal.IsOut, _host, Shared.NoColour)));

    /// <summary>Writes a document of its own, on one line.</summary>
    public void PrintDocument(Action<Utf8JsonWriter> writeFields) => Print(DocumentText.Ok(
        new DocumentHead(
            CommandPath.Of(_parse.CommandResult.Command), ElapsedMs, IsIndented: false, _host.Terminal.IsUnicode),
        writeFields));

    /// <summary>The work is over: takes the live line away.</summary>
    public void Dispose() => _progress?.Dispose();

    private void Print(string text)
    {
        try
        {
            _host.Out.Write(text);
            _host.Out.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new FurrowException(
                ErrorCode.Internal, $"The result cannot be written to standard output: {e.Message}");
        }
    }

    private void Connect(ProjectConfiguration configuration)
    {
        Secrets = SecretRedactor.Beside(configuration.Database.Value.Display, configuration.Database.Value.Secrets);
        IsVerbose |= configuration.Verbose.Value;
        IsJsonLog = configuration.Log.Format.Value == LogFormat.Json;
        if (IsJsonLog)
        {
            _progress?.Dispose();
            Events.Attach(new JsonLineSink(_host.Error, IsVerbose));
        }
        else
        {
            Events.Attach(new TextEventSink(Messages, IsVerbose, Shared.Quiet));
            if (_progress is not null) Events.Attach(new ProgressSink(_progress));
        }

        if (configuration.Log.File.Value is { } file)
        {
            Events.Attach(new JsonLineFileSink(FullPath(file), IsVerbose));
        }
    }
}

using System.Collections;
using System.Text;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Hosting;
using Furrow.Specification.Workflows;
using Microsoft.Extensions.Logging;

namespace Furrow.Cli.Tests.Secrets;

/// <summary>However a command ends, what was planted is in nothing that it leaves behind or tells anybody.</summary>
public sealed class SecretTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string name in SecretCase.All.Keys)
            {
                all.Add(name, "sqlite");
                all.Add(name, "postgres");
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Not_as_text(string name, string provider) => RunToolAsync(name, provider, "--verbose");

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Not_as_JSON(string name, string provider) =>
        RunToolAsync(name, provider, "--json", "--log-format", "json", "--verbose");

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Not_to_a_host(string name, string provider)
    {
        SecretCase secretCase = SecretCase.All[name];
        await using SecretScene scene = await CreateAsync(provider);
        await using IAsyncDisposable? prepared = await secretCase.Prepare(scene, Token);
        if (prepared is null)
        {
            return;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using TelemetryRecorder telemetry = new();
        using TextLog log = new();
        EventRecorder events = new();
        events.On = e => StopAt(secretCase, e.Details, stop);
        Exception? exception = await Record.ExceptionAsync(async () =>
        {
            await using FurrowProject project = await FurrowProject.OpenAsync(
                scene.Folder.Path,
                options =>
                {
                    options.Use(scene.Provider).UseTelemetry(telemetry);
                    options.Variables = scene.Variables;
                    options.Sinks.Add(new LoggerSink(log));
                    options.Sinks.Add(events);
                    options.LockTimeout = options.ConnectWait = TimeSpan.Zero;
                },
                Token);
            await project.SetupAsync(new() { Environment = secretCase.Environment }, stop.Token);
        });

        Assert.Equal(secretCase.Code, CodeOf(exception));
        await AssertCleanAsync(
            scene, events.Log, log.Text, telemetry.Everything, exception is null ? "" : Everything(exception));
    }

    private static async Task RunToolAsync(string name, string provider, params string[] options)
    {
        SecretCase secretCase = SecretCase.All[name];
        await using SecretScene scene = await CreateAsync(provider);
        await using IAsyncDisposable? prepared = await secretCase.Prepare(scene, Token);
        if (prepared is null)
        {
            return;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using Watched error = new(text => StopAt(secretCase, text, stop));
        TestHost host = TestHost.Create(scene.Folder.Path, variables: scene.Variables);
        string logFile = Path.Combine(scene.Folder.Path, "furrow.log");
        string[] environment = secretCase.Environment is { } given ? ["--env", given] : [];
        int exitCode = await FurrowCli.RunAsync(
            [
                "setup", "--lock-timeout", "0s", "--wait", "0s", "--log-file", logFile,
                .. environment, .. options,
            ],
            host.Host with { Error = error, UseProviders = given => given.Use(scene.Provider) },
            stop.Token);
        string shown = host.Output + error.ToString();
        int expected = secretCase.Code is null ? ExitCode.Ok
            : secretCase.IsInterrupted ? ExitCode.Interrupted
            : ExitCode.Of(secretCase.Code);
        Assert.True(exitCode == expected, $"exit {exitCode}, expected {expected}\n{shown}");
        Assert.NotEmpty(shown);
        string log = File.Exists(logFile) ? await File.ReadAllTextAsync(logFile, Token) : "";
        Assert.True(log.Length > 0 || secretCase.Code == ErrorCode.ConfigInvalid, "The log file is empty.");
        await AssertCleanAsync(scene, shown, log);
    }

    private static async Task<SecretScene> CreateAsync(string provider)
    {
        SecretScene scene = provider == "sqlite" ? new SqliteSecretScene() : new PostgresSecretScene();
        await scene.CreateAsync(Token);
        return scene;
    }

    private static void StopAt(SecretCase secretCase, string text, CancellationTokenSource stop)
    {
        if (secretCase.IsInterrupted && text.Contains("begun for base/10_login", StringComparison.Ordinal))
        {
            stop.Cancel();
        }
    }

    private static string? CodeOf(Exception? exception) => exception switch
    {
        null => null,
        OperationCanceledException => ErrorCode.Interrupted,
        FurrowException e => e.Code,
        _ => exception.GetType().Name,
    };

    private static async Task AssertCleanAsync(SecretScene scene, params string[] texts)
    {
        foreach (string text in texts.Append(await scene.ReadHistoriesAsync()))
        {
            Assert.DoesNotContain(scene.PasswordWord, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(scene.TokenWord, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string Everything(Exception exception)
    {
        StringBuilder text = new(exception.ToString());
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            text.AppendLine(inner.Message).AppendLine(inner.ToString());
            foreach (DictionaryEntry entry in inner.Data)
            {
                text.AppendLine($"{entry.Key} {entry.Value}");
            }

            foreach (System.Reflection.PropertyInfo property in inner.GetType().GetProperties())
            {
                if (property.PropertyType == typeof(string))
                {
                    text.AppendLine(property.GetValue(inner) as string);
                }
            }
        }

        return text.ToString();
    }

    private sealed class Watched(Action<string> onText) : StringWriter
    {
        public override void Write(string? value)
        {
            base.Write(value);
            onText(value ?? "");
        }
    }

    private sealed class TextLog : ILoggerFactory, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text => _text.ToString();

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            _text.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
            foreach ((string key, object? value) in (IReadOnlyList<KeyValuePair<string, object?>>)state!)
            {
                _text.AppendLine($"{key}={value}");
            }
        }

        public void Dispose()
        {
            // Holds text alone.
        }
    }
}

using System.Collections.Concurrent;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Tests.Pipelines;

/// <summary>An AppHost that publishes without the CLI: plain lines of the log, and what failed does not change the exit code.</summary>
public sealed class DirectPublishTests : IDisposable
{
    private const string Executor = "Aspire.Hosting.Publishing.PipelineExecutor[0]";

    private readonly PublishApp _app = new();
    private readonly RecordedLog _log = new();

    public void Dispose()
    {
        _app.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Steps_log_to_the_console_as_in_Aspire(bool blocking)
    {
        var builder = Create("good");

        await RunAsync(builder, blocking);

        Assert.Equal([$"Information: {Executor} hello"], Lines());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_failed_step_is_logged_by_pipeline_and_host_and_the_exit_code_stays(bool blocking)
    {
        var code = Environment.ExitCode;
        var builder = Create("bad");

        await RunAsync(builder, blocking);

        Assert.Equal(code, Environment.ExitCode);
        Assert.Equal(
            [
                $"Information: {Executor} hello",
                $"Error: {Executor} Step 'bad' failed. InvalidOperationException: Step 'bad' failed: boom",
                $"Error: {Executor} Step 'bad' failed: boom InvalidOperationException: Step 'bad' failed: boom",
                "Error: Microsoft.Extensions.Hosting.Internal.Host[9] BackgroundService failed DistributedApplicationException: Pipeline execution failed: Step 'bad' failed: boom",
                "Critical: Microsoft.Extensions.Hosting.Internal.Host[10] The HostOptions.BackgroundServiceExceptionBehavior is configured to StopHost. A BackgroundService has thrown an unhandled exception, and the IHost instance is stopping. To avoid this behavior, configure this to Ignore; however the BackgroundService will not be restarted. DistributedApplicationException: Pipeline execution failed: Step 'bad' failed: boom",
            ],
            Lines());
    }

    [Fact]
    public async Task The_stack_trace_has_the_boundaries_of_Aspire_s()
    {
        await RunAsync(Create("bad"), blocking: false);

        var reason = _log.Exceptions.ElementAt(1).ToString().Split('\n').Select(line => line.Trim()).SkipWhile(line => !line.StartsWith("--- End of inner", StringComparison.Ordinal));
        Assert.Equal(3, reason.Count(line => line is "--- End of stack trace from previous location ---"));
    }

    [Fact]
    public async Task What_is_wrong_before_the_first_step_leaves_run_as_in_Aspire()
    {
        var builder = Create("good");
        builder.Pipeline.AddStep("lost", _ => Task.CompletedTask, dependsOn: "nowhere");

        var error = await Assert.ThrowsAsync<AggregateException>(() => RunAsync(builder, blocking: true));

        Assert.Equal("One or more errors occurred. (Step 'lost' depends on unknown step 'nowhere')", error.Message);
    }

    private IDistributedApplicationBuilder Create(string step)
    {
        var builder = _app.Create("--step", step);
        builder.Services.AddSingleton<ILoggerProvider>(_log);
        builder.Pipeline.AddStep("good", context =>
        {
            context.Logger.LogInformation("hello");
            return Task.CompletedTask;
        });
        builder.Pipeline.AddStep("bad", _ => throw new InvalidOperationException("boom"), dependsOn: "good");
        return builder;
    }

    private string[] Lines() => [.. _log.Lines.Where(line => !line.Contains("Aspire.Hosting.DistributedApplication[", StringComparison.Ordinal))];

    private static async Task RunAsync(IDistributedApplicationBuilder builder, bool blocking)
    {
        await using var app = builder.Build();
        if (blocking)
        {
            await Task.Run(app.Run, TestContext.Current.CancellationToken);
        }
        else
        {
            await app.RunAsync(TestContext.Current.CancellationToken);
        }
    }

    private sealed class RecordedLog : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<Exception> Exceptions { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, RecordedLog log) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (logLevel < LogLevel.Information)
                {
                    return;
                }

                log.Lines.Enqueue($"{logLevel}: {category}[{eventId.Id}] {formatter(state, exception)}{(exception is null ? "" : $" {exception.GetType().Name}: {exception.Message}")}");
                if (exception is not null)
                {
                    log.Exceptions.Enqueue(exception);
                }
            }
        }
    }
}

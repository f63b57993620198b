using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sage.Tests.AppHost;

/// <summary>The whole application, started once for all tests that only read it or own their data by a name of their own.</summary>
public class SageApp : IAsyncLifetime
{
    // From nothing, the first start downloads Postgres, Valkey and the page's packages.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(6);
    private static readonly string[] Everything = ["postgres", "sage", "valkey", "simulator", "backend", "frontend"];

    private readonly LogBuffer _logs = new();
    private DistributedApplication? _app;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The application has not started.");

    /// <summary>As on the command line: --Sage:Key=value.</summary>
    protected virtual IEnumerable<string> Settings => [];

    protected virtual void Configure(IDistributedApplicationTestingBuilder builder)
    {
    }

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sage_AppHost>([.. Settings], limit.Token);
        Configure(builder);
        builder.Services.AddLogging(logging => logging.AddProvider(_logs));
        _app = await builder.BuildAsync(limit.Token);
        try
        {
            await _app.StartAsync(limit.Token);
            foreach (var name in Everything)
            {
                await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or DistributedApplicationException)
        {
            throw new InvalidOperationException($"Sage did not start: {e.Message}{Environment.NewLine}{string.Join(Environment.NewLine, _logs.Last(200))}", e);
        }
    }

    /// <summary>What the resources have logged so far, newest last.</summary>
    public void WriteLogsTo(ITestOutputHelper output)
    {
        foreach (var line in _logs.Last(100))
        {
            output.WriteLine(line);
        }
    }

    public async Task<string> ConnectionStringAsync(string resource, CancellationToken cancellationToken) =>
        await App.GetConnectionStringAsync(resource, cancellationToken) ?? throw new InvalidOperationException($"{resource} has no connection string.");

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
        _logs.Dispose();
    }

    /// <summary>Keeps the last lines of every resource; older ones are dropped.</summary>
    private sealed class LogBuffer : ILoggerProvider
    {
        private const int Capacity = 2_000;
        private readonly ConcurrentQueue<string> _lines = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

        public IEnumerable<string> Last(int count) => _lines.TakeLast(count);

        public void Dispose() => _lines.Clear();

        private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lines.Enqueue($"{category}: {formatter(state, exception)}{(exception is null ? "" : Environment.NewLine + exception)}");
                while (lines.Count > Capacity)
                {
                    lines.TryDequeue(out _);
                }
            }
        }
    }
}

[CollectionDefinition(Name)]
public sealed class SageCollection : ICollectionFixture<SageApp>
{
    public const string Name = "Sage";
}

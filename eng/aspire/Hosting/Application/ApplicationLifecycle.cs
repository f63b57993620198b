using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Says on the console what the AppHost is doing.</summary>
internal sealed partial class ApplicationLifecycle(ILogger<DistributedApplication> logger, IConfiguration configuration, DistributedApplicationExecutionContext context) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Log.Version(logger, typeof(DistributedApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
        if (context.IsRunMode)
        {
            Log.Starting(logger);
            Log.Directory(logger, configuration["AppHost:Directory"]);
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (context.IsRunMode && !cancellationToken.IsCancellationRequested)
        {
            Log.Started(logger);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Information, "Aspire AppHost version: {Version}")]
        public static partial void Version(ILogger logger, string version);

        [LoggerMessage(1, LogLevel.Information, "Distributed application starting.")]
        public static partial void Starting(ILogger logger);

        [LoggerMessage(2, LogLevel.Information, "Application host directory is: {AppHostDirectory}")]
        public static partial void Directory(ILogger logger, string? appHostDirectory);

        [LoggerMessage(3, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
        public static partial void Started(ILogger logger);
    }
}

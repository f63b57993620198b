using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Cli;

/// <summary>Stops the AppHost when the CLI that started it is gone: a killed CLI cannot say so.</summary>
internal sealed partial class ParentProcessWatch(IConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<ParentProcessWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Start times are measured in steps of 10 ms, rounded on both sides.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!int.TryParse(configuration["ASPIRE_CLI_PID"], NumberStyles.None, CultureInfo.InvariantCulture, out var processId))
        {
            return;
        }

        DateTimeOffset? started = long.TryParse(configuration["ASPIRE_CLI_STARTED_STABLE"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
        using var timer = new PeriodicTimer(Interval, timeProvider);
        try
        {
            while (IsRunning(processId, started))
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Log.ParentGone(logger, processId);
        lifetime.StopApplication();
    }

    internal static bool IsRunning(int processId, DateTimeOffset? expectedStart)
        => ProcessStartTime.Find(processId) is { } start && (expectedStart is not { } expected || (start - expected).Duration() <= Tolerance);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The Aspire CLI (process {ProcessId}) is gone; stopping.")]
        public static partial void ParentGone(ILogger logger, int processId);
    }
}

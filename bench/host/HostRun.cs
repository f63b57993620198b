using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sage.Bench.Host;

/// <summary>The same processes as resources of an AppHost, without the dashboard.</summary>
internal static class HostRun
{
    public static async Task<Sample> MeasureAsync(int count, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        return await MeasureAsync(CreateBuilder(), count, begin, cancellationToken);
    }

    /// <summary>As a test starts it; the time includes making the builder.</summary>
    public static async Task<Sample> MeasureTestingAsync(int count, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return await MeasureAsync(builder, count, begin, cancellationToken);
    }

    private static async Task<Sample> MeasureAsync(IDistributedApplicationBuilder builder, int count, long begin, CancellationToken cancellationToken)
    {
        var names = Enumerable.Range(1, count).Select(number => $"r{number}").ToArray();
        foreach (var name in names)
        {
            builder.AddExecutable(name, Subject.Program, ".", Subject.Argument);
        }

        await using var app = builder.Build();
        await app.StartAsync(cancellationToken);
        await Task.WhenAll(names.Select(name => app.ResourceNotifications.WaitForResourceHealthyAsync(name, cancellationToken)));
        var start = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var megabytes = Subject.MegabytesOfThisProcess;

        begin = Stopwatch.GetTimestamp();
        await app.StopAsync(cancellationToken);
        return new(start, megabytes, Stopwatch.GetElapsedTime(begin).TotalSeconds);
    }

    public static async Task<Throughput> ReadLogAsync(CancellationToken cancellationToken)
    {
        var builder = CreateBuilder();
        var chatty = builder.AddExecutable("chatty", "sh", ".", "-c", Subject.Script);
        await using var app = builder.Build();
        await app.StartAsync(cancellationToken);
        var (begin, lines) = (0L, 0L);
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(chatty.Resource).WithCancellation(cancellationToken))
        {
            foreach (var line in batch.Select(line => line.Content).Where(line => !line.Contains("[sys]", StringComparison.Ordinal)))
            {
                begin = begin == 0 && line.EndsWith(Subject.First, StringComparison.Ordinal) ? Stopwatch.GetTimestamp() : begin;
                if (line.EndsWith(Subject.Last, StringComparison.Ordinal))
                {
                    return Subject.Over(Stopwatch.GetElapsedTime(begin).TotalSeconds, lines);
                }

                lines += line.EndsWith(Subject.Line, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        throw new InvalidOperationException("The log ended before its last line.");
    }

    private static IDistributedApplicationBuilder CreateBuilder()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true, Args = ["--DcpPublisher:WaitForResourceCleanup=true"] });
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }
}

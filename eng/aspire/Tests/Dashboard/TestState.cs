using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Dashboard;

/// <summary>The notifications of an application, without the application.</summary>
internal sealed class TestState : IDisposable
{
    private readonly ResourceLoggerService _loggers = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();

    public TestState() => Notifications = new ResourceNotificationService(NullLogger<ResourceNotificationService>.Instance, Lifetime, _services, _loggers);

    public TestLifetime Lifetime { get; } = new();

    public ResourceNotificationService Notifications { get; }

    /// <summary>A state in which everything has a value.</summary>
    public static CustomResourceSnapshot Full { get; } = new CustomResourceSnapshot
    {
        ResourceType = "Executable",
        CreationTimeStamp = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        StartTimeStamp = new DateTime(2026, 1, 2, 3, 4, 6, DateTimeKind.Utc),
        StopTimeStamp = new DateTime(2026, 1, 2, 3, 4, 7, DateTimeKind.Utc),
        State = new ResourceStateSnapshot("Running", "success"),
        ExitCode = 3,
        IsHidden = true,
        IconName = "Box",
        IconVariant = IconVariant.Filled,
        Properties =
        [
            new("executable.pid", 42) { DisplayName = "Process ID", IsHighlighted = true, SortOrder = 3 },
            new("executable.args", ImmutableArray.Create("--port", "80")) { IsSensitive = true },
            new("numbers", ImmutableArray.Create(1, 0)),
            new("nothing", Value: null),
        ],
        EnvironmentVariables = [new("A", "1", IsFromSpec: true), new("B", Value: null, IsFromSpec: false)],
        Urls = [new("http", "http://localhost:80", IsInternal: true) { IsInactive = true, DisplayProperties = new("Page", 2) }],
        Volumes = [new("data", "/data", "volume", IsReadOnly: true)],
        Relationships = [new("other", "Reference")],
        Commands =
        [
            Command("reset", ResourceCommandState.Disabled) with { Arguments = [new InteractionInput { Name = "how", InputType = InputType.Choice, Required = true, Options = [new("h", "Hard")] }] },
            Command("for-tools", ResourceCommandState.Enabled) with { Visibility = ResourceCommandVisibility.Api },
        ],
    }.WithHealthReports(
    [
        new("ping", HealthStatus.Degraded, "slow", "trace") { LastRunAt = new DateTime(2026, 1, 2, 3, 4, 8, DateTimeKind.Utc) },
        new("first", Status: null, Description: null, ExceptionText: null),
    ]);

    public Task PublishAsync(IResource resource, string state)
        => Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = state });

    public Task PublishAsync(IResource resource, CustomResourceSnapshot snapshot)
        => Notifications.PublishUpdateAsync(resource, _ => snapshot);

    public void Dispose()
    {
        Notifications.Dispose();
        _loggers.Dispose();
        _services.Dispose();
        Lifetime.Dispose();
    }

    private static ResourceCommandSnapshot Command(string name, ResourceCommandState state)
        => new(name, state, "Reset data", "Deletes all data", Parameter: null, "Really?", "ArrowReset", IconVariant.Regular, IsHighlighted: true);
}

internal sealed class TestLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}

/// <summary>Time that passes at once whenever somebody waits for it.</summary>
internal sealed class HurryingTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

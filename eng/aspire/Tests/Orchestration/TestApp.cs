using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>An application whose resources are run by <see cref="FakeDcpExecutor"/>.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private DistributedApplication? _app;

    /// <param name="withDashboard">Behaves as if there were a dashboard; none is started.</param>
    public TestApp(bool withDashboard = false)
    {
        var options = new DistributedApplicationOptions { Args = [], DisableDashboard = true };
        Builder = DistributedApplication.CreateBuilder(options);
        options.DisableDashboard = !withDashboard;
        Builder.Services.AddSingleton<IDcpExecutor, FakeDcpExecutor>();
    }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public IDistributedApplicationBuilder Builder { get; }

    public DistributedApplication Application => _app ??= Builder.Build();

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    public FakeDcpExecutor Executor => (FakeDcpExecutor)Application.Services.GetRequiredService<IDcpExecutor>();

    public IResourceBuilder<ExecutableResource> Add(string name) => Builder.AddExecutable(name, "tool", ".");

    /// <summary>Starting ends when every resource has started, so tests of waiting do not await it.</summary>
    public Task StartAsync() => Application.StartAsync(Cancelled);

    public CustomResourceSnapshot Snapshot(string name)
        => Notifications.TryGetCurrentState(name, out var current) ? current.Snapshot : throw new InvalidOperationException($"'{name}' has no state.");

    public Task<ResourceEvent> UntilAsync(string name, string state) => UntilAsync(name, snapshot => snapshot.State?.Text == state);

    public Task<ResourceEvent> UntilAsync(string name, Func<CustomResourceSnapshot, bool> condition)
        => Notifications.WaitForResourceAsync(name, change => condition(change.Snapshot), Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}

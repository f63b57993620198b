using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Holds the AppHost's program in Build() until the test builds.</summary>
internal sealed class SuspendedAppHost(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    : DistributedApplicationFactory(entryPoint, args)
{
    private readonly ManualResetEventSlim _build = new();

    public async Task<IDistributedApplicationTestingBuilder> CreateBuilderAsync(CancellationToken cancellationToken)
        => new Builder(this, await ResolveBuilderAsync(cancellationToken));

    protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
        => configure(applicationOptions, hostOptions);

    // The program's thread is ours and Build() is synchronous; disposal ends the wait.
    protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder) => _build.Wait(Disposing);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _build.Dispose();
    }

    private async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _build.Set();
        return new TestedApplication(new TestedHost(this, await ResolveApplicationAsync(cancellationToken)));
    }

    private sealed class Builder(SuspendedAppHost appHost, DistributedApplicationBuilder inner) : TestingBuilder(inner)
    {
        // The interface wants it; off the caller's context nothing can wait for it in turn.
        public override DistributedApplication Build() => Task.Run(() => BuildAsync()).GetAwaiter().GetResult();

        public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => appHost.BuildAsync(cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await appHost.DisposeAsync();
            DisposeTemporaryFiles();
        }
    }

    /// <summary>The program runs the real application; starting this one waits for that, stopping it ends that.</summary>
    private sealed class TestedApplication(TestedHost host) : DistributedApplication(host)
    {
        public override Task RunAsync(CancellationToken cancellationToken = default) => host.RunAsync(cancellationToken);

        public override Task StartAsync(CancellationToken cancellationToken = default) => host.StartAsync(cancellationToken);

        public override Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);
    }

    private sealed class TestedHost(SuspendedAppHost appHost, DistributedApplication application) : IHost, IAsyncDisposable
    {
        public IServiceProvider Services => application.Services;

        public Task StartAsync(CancellationToken cancellationToken = default) => appHost.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken = default) => appHost.DisposeAsync().AsTask().WaitAsync(cancellationToken);

        public void Dispose() => appHost.Dispose();

        public ValueTask DisposeAsync() => appHost.DisposeAsync();
    }
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>A built distributed application.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    /// <summary>An application on a host.</summary>
    public DistributedApplication(IHost host) => _host = host ?? throw new ArgumentNullException(nameof(host));

    /// <summary>The services of the application.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications => throw new NotSupportedException();

    /// <summary>The commands of the resources.</summary>
    public ResourceCommandService ResourceCommands => throw new NotSupportedException();

    /// <summary>A builder without a command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>A builder that reads the command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>A builder with options.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>Starts the application and returns when it has ended.</summary>
    public void Run() => throw new NotSupportedException();

    /// <summary>Starts the application and completes when it has ended.</summary>
    public virtual Task RunAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Starts the application.</summary>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Stops the application.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Releases the application.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Releases the application.</summary>
    public virtual ValueTask DisposeAsync() => throw new NotSupportedException();

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);
}

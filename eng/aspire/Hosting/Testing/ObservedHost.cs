using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The AppHost's host; tells the factory when the program has started it, or could not.</summary>
internal sealed class ObservedHost(IHost host, Action<Exception?> started, CancellationToken disposing) : IHost, IAsyncDisposable
{
    private int _disposed;

    public IServiceProvider Services => host.Services;

    /// <summary>Puts itself in the place of the registered host.</summary>
    public static void Intercept(IServiceCollection services, Action<Exception?> started, CancellationToken disposing)
    {
        var original = services.Single(service => service.ServiceType == typeof(IHost) && !service.IsKeyedService);
        services.Remove(original);
        services.AddSingleton<IHost>(provider => new ObservedHost(Create(original, provider), started, disposing));
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposing);
            await host.StartAsync(either.Token);
        }
        catch (Exception exception)
        {
            started(exception);
            throw;
        }

        started(null);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => host.StopAsync(cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            host.Dispose();
        }
    }

    // The container that the host disposes disposes this object in turn.
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        if (host is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }

    private static IHost Create(ServiceDescriptor original, IServiceProvider services) => original switch
    {
        { ImplementationFactory: { } factory } => (IHost)factory(services),
        { ImplementationInstance: IHost instance } => instance,
        { ImplementationType: { } type } => (IHost)ActivatorUtilities.CreateInstance(services, type),
        _ => throw new InvalidOperationException($"The registration of {nameof(IHost)} is of an unknown kind."),
    };
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dcp;

/// <summary>Has DCP serve the endpoints and tells the model their addresses.</summary>
internal sealed partial class ServiceAllocation(DcpClient client, ResourceLoggerService resourceLoggers, TimeProvider time, ILogger logger)
{
    /// <summary>Half a second is normal; a machine under load takes several.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>Returns when every endpoint has an address or a <see cref="ResourceService.Problem"/>.</summary>
    public async Task AllocateAsync(IReadOnlyCollection<ResourceService> services, CancellationToken cancellationToken)
    {
        await Task.WhenAll(services.Where(service => service.Rival is null).Select(service => CreateAsync(service, cancellationToken)));
        await WaitForPortsAsync([.. services.Where(service => service is { Rival: null, IsServed: false, Problem: null })], cancellationToken);

        // Later than the others: whoever comes first to DCP has the port, and it is to be the first of the model.
        await Task.WhenAll(services.Where(service => service.Rival is not null).Select(service => CreateAsync(service, cancellationToken)));
    }

    private async Task CreateAsync(ResourceService service, CancellationToken cancellationToken)
    {
        service.Problem = null;
        if (service is { Rival: null, FixedPort: { } port, Endpoint.IsProxied: true } && !PortProbe.IsFreeOnLoopback(port, service.Endpoint.Protocol))
        {
            // DCP would take the object and then say nothing about it, for ever. The address is known all the same,
            // so whoever refers to it is told, and the resource can be started once the port is free.
            service.Problem = PortInUse(port);
            Allocate(service, port);
            return;
        }

        try
        {
            await client.CreateAsync(service.ToObject(), cancellationToken);
        }
        catch (DcpException e)
        {
            Fail(service, e.Message);
            return;
        }

        if (service.FixedPort is { } known && (!service.Endpoint.IsProxied || service.Rival is not null))
        {
            // DCP says nothing of a second proxy on one port; as in Aspire both resources run, and requests go to the first.
            service.IsServed = true;
            Allocate(service, known);
            if (service.Rival is { } rival)
            {
                Log.SharedPort(resourceLoggers.GetLogger(service.Resource), known, rival.Endpoint.Name, rival.Resource.Name);
            }
        }
    }

    public static string PortInUse(int port) =>
        $"port {port} is already in use: stop what uses it and start the resource again, or start the application with DcpPublisher__RandomizePorts=true";

    private async Task WaitForPortsAsync(ResourceService[] services, CancellationToken cancellationToken)
    {
        if (services.Length == 0)
        {
            return;
        }

        var pending = services.ToDictionary(service => service.Name, StringComparer.Ordinal);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await new DcpWatch<ServiceObject>(client, time, logger).RunAsync(ObserveAsync, done.Token);
        cancellationToken.ThrowIfCancellationRequested();

        foreach (var service in pending.Values)
        {
            Fail(service, service.FixedPort is { } port
                ? PortInUse(port)
                : $"DCP gave the endpoint '{service.Endpoint.Name}' no port within {Timeout.TotalSeconds:0} s");
        }

        async Task ObserveAsync(DcpWatchEvent<ServiceObject> change)
        {
            var observed = change.Object!;
            if (observed.Status?.EffectivePort is > 0 and var port && pending.Remove(observed.Metadata.Name, out var service))
            {
                service.IsServed = true;
                Allocate(service, port);
                if (pending.Count == 0)
                {
                    await done.CancelAsync();
                }
            }
        }
    }

    private void Fail(ResourceService service, string problem)
    {
        service.Problem = problem;
        Log.NoAddress(logger, service.Endpoint.Name, service.Resource.Name, problem);
        if (service.FixedPort is { } port)
        {
            Allocate(service, port);
        }
        else if (service.Endpoint.AllocatedEndpoint is null)
        {
            // Whoever waits for the address gets the reason instead of waiting for ever.
            service.Endpoint.AllocatedEndpointSnapshot.SetException(new DistributedApplicationException($"The endpoint '{service.Endpoint.Name}' of '{service.Resource.Name}' has no address: {problem}"));
        }
    }

    /// <summary>A resource that is not run by DCP may have said before where it listens; that stands.</summary>
    private static void Allocate(ResourceService service, int port)
    {
        var endpoint = service.Endpoint;
        if (endpoint.AllocatedEndpoint is null)
        {
            var (address, binding) = TargetAddress.Of(endpoint.TargetHost);
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, address, port, binding, service.PortTemplate, networkId: null);
        }

        if (service.Resource.IsContainer() && endpoint.TargetPort is { } targetPort)
        {
            var network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
            endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(network, new AllocatedEndpoint(endpoint, $"{service.Resource.Name}.dev.internal", targetPort, EndpointBindingMode.SingleAddress, service.PortTemplate, network));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The endpoint {Endpoint} of {Resource} has no address: {Problem}")]
        public static partial void NoAddress(ILogger logger, string endpoint, string resource, string problem);

        [LoggerMessage(2, LogLevel.Warning, "Port {Port} is already that of the endpoint '{OtherEndpoint}' of '{OtherResource}', which gets the requests; give one of them another port")]
        public static partial void SharedPort(ILogger logger, int port, string otherEndpoint, string otherResource);
    }
}

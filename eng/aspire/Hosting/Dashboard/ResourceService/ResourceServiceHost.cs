using Aspire.Hosting.Dashboard.Grpc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Runs the resource service from before the first resource starts until the AppHost stops.</summary>
internal sealed partial class ResourceServiceHost(
    DashboardOptions options,
    ResourceServiceMethods methods,
    ResourceChanges changes,
    IHostApplicationLifetime lifetime,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory) : IHostedService, IAsyncDisposable
{
    public const string ApiKeyHeader = "x-resource-service-api-key";

    private readonly ILogger _logger = loggerFactory.CreateLogger<ResourceServiceHost>();
    private readonly TaskCompletionSource<string> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private GrpcServer? _server;
    private Task _pump = Task.CompletedTask;

    /// <summary>The URL for the dashboard, as soon as the service listens.</summary>
    public Task<string> GetUrlAsync(CancellationToken cancellationToken) => _url.Task.WaitAsync(cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = ResourceServiceEndpoint.From(options);
        try
        {
            _server = await GrpcServer.StartAsync(endpoint, methods.Create(), new ApiKeyCheck(ApiKeyHeader, options.ResourceServiceApiKey), loggerFactory, timeProvider, cancellationToken);
        }
        catch (GrpcPortInUseException exception)
        {
            throw new DistributedApplicationException(DashboardPorts.InUse(endpoint.Port, "the resource service", DashboardOptions.ResourceServiceUrlKey), exception);
        }

        _pump = PumpAsync(_stopping.Token);
        // Streams end with the first sign of a shutdown, not when the host comes to this service.
        lifetime.ApplicationStopping.Register(_server.EndStreams);
        _url.SetResult(_server.Address);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _url.TrySetCanceled(CancellationToken.None);
        await _stopping.CancelAsync();
        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
        }

        await _pump;
    }

    /// <summary>The container calls twice: for the service and for the hosted service that it also is.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await changes.PumpAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The AppHost stops.
        }
#pragma warning disable CA1031 // Nobody awaits this task before the end; without the log the dashboard would stand still without a reason.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.PumpFailed(_logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The dashboard gets no more changes of resources.")]
        public static partial void PumpFailed(ILogger logger, Exception exception);
    }
}

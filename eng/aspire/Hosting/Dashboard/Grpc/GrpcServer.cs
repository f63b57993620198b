using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Where a <see cref="GrpcServer"/> listens. No address means localhost, IPv4 and IPv6, which needs a port other than 0.</summary>
internal sealed record GrpcEndpoint(IPAddress? Address, int Port, bool Https);

/// <summary>The endpoint of a <see cref="GrpcServer"/> is taken by another process.</summary>
internal sealed class GrpcPortInUseException : IOException
{
    public GrpcPortInUseException()
    {
    }

    public GrpcPortInUseException(string message) : base(message)
    {
    }

    public GrpcPortInUseException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A gRPC service on a Kestrel of its own, HTTP/2 only, without TLS where the endpoint says so.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    /// <summary>The dashboard holds its streams open; a shutdown ends them and waits for no more than this.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;
    private readonly TimeProvider _timeProvider;

    private GrpcServer(WebApplication app, CancellationTokenSource stopping, TimeProvider timeProvider, string address)
    {
        _app = app;
        _stopping = stopping;
        _timeProvider = timeProvider;
        Address = address;
    }

    public string Address { get; }

    public static async Task<GrpcServer> StartAsync(GrpcEndpoint endpoint, GrpcMethods methods, ApiKeyCheck apiKey, ILoggerFactory loggerFactory, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        // Empty: neither the environment nor the settings of the AppHost are meant for this server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        // The AppHost's log wants no line for every request.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new ForwardingLoggerProvider(loggerFactory));
        builder.Services.AddSingleton<IHostLifetime, OwnedByHost>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Configure(options, endpoint));
        if (endpoint.Https)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var app = builder.Build();
        var stopping = new CancellationTokenSource();
        var dispatcher = new GrpcDispatcher(methods, apiKey, timeProvider, loggerFactory.CreateLogger<GrpcDispatcher>(), stopping.Token);
        app.Run(dispatcher.InvokeAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            stopping.Dispose();
            throw new GrpcPortInUseException($"Port {endpoint.Port} is in use.", exception);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return new GrpcServer(app, stopping, timeProvider, addresses.First());
    }

    /// <summary>Ends the streams that are open; new calls end at once.</summary>
    public void EndStreams() => _stopping.Cancel();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        EndStreams();
        using var timeout = new CancellationTokenSource(StopTimeout, _timeProvider);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await _app.StopAsync(bounded.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static void Configure(KestrelServerOptions options, GrpcEndpoint endpoint)
    {
        options.AddServerHeader = false;
        // A stream may be silent for hours. With a minimum rate Kestrel resets the connection that all streams share.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        // The reader limits each message; a stream of them has no end.
        options.Limits.MaxRequestBodySize = null;

        if (endpoint.Address is { } address)
        {
            options.Listen(address, endpoint.Port, Listen);
        }
        else
        {
            options.ListenLocalhost(endpoint.Port, Listen);
        }

        void Listen(ListenOptions listen)
        {
            // Without TLS there is no negotiation, so both sides must know that it is HTTP/2.
            listen.Protocols = HttpProtocols.Http2;
            if (endpoint.Https)
            {
                listen.UseHttps();
            }
        }
    }

    private sealed class ForwardingLoggerProvider(ILoggerFactory target) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => target.CreateLogger(categoryName);

        public void Dispose()
        {
            // The target belongs to the AppHost.
        }
    }

    /// <summary>In place of the default lifetime, which would react to Ctrl+C before the AppHost does.</summary>
    private sealed class OwnedByHost : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

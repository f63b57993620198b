using System.Globalization;
using Microsoft.Extensions.Configuration;
using Sage.AppHost.Restarts;

namespace Sage.AppHost.Market;

/// <summary>Where the backend's prices come from: <c>Sage:Upstreams</c> is <c>simulated</c> (the default locally) or <c>live</c>.</summary>
internal static class MarketUpstreamsExtensions
{
    private const string Key = "Sage:Upstreams";
    private const string SeedKey = "Sage:Seed";

    public static IResourceBuilder<ProjectResource> WithMarketUpstreams(this IResourceBuilder<ProjectResource> backend)
    {
        var builder = backend.ApplicationBuilder;
        var upstreams = builder.Configuration[Key] ?? "simulated";
        if (upstreams is not ("simulated" or "live"))
        {
            throw new DistributedApplicationException($"{Key} is '{upstreams}'; it must be 'simulated' or 'live'.");
        }

        // Published output always reads the real exchanges.
        if (builder.ExecutionContext.IsPublishMode || upstreams == "live")
        {
            return backend;
        }

        // No key and no network needed: a local server that speaks the exchanges' protocols.
        var simulator = builder.AddProject<Projects.Sage_Simulator>("simulator")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly) // Nothing for a browser.
            .WithRestartOnFailure()
            .ExcludeFromManifest();

        // Both know it, so that candles of one seed are never continued with those of another.
        if (builder.Configuration[SeedKey] is { Length: > 0 } seed)
        {
            if (!int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                throw new DistributedApplicationException($"{SeedKey} is '{seed}'; it must be a whole number from 0 to {int.MaxValue}.");
            }

            simulator.WithEnvironment("Simulator__Seed", seed);
            backend.WithEnvironment("Market__SimulatedSeed", seed);
        }

        var address = simulator.GetEndpoint("http").Property(EndpointProperty.HostAndPort);
        return backend
            .WithEnvironment("Market__Binance__StreamUrl", ReferenceExpression.Create($"ws://{address}"))
            .WithEnvironment("Market__Binance__FallbackStreamUrl", ReferenceExpression.Create($"ws://{address}"))
            .WithEnvironment("Market__Binance__RestUrl", ReferenceExpression.Create($"http://{address}"))
            .WithEnvironment("Market__GateIo__StreamUrl", ReferenceExpression.Create($"ws://{address}/ws/v4/"))
            .WithEnvironment("Market__CoinGecko__Url", ReferenceExpression.Create($"http://{address}"))
            .WithEnvironment("Market__FearGreed__Url", ReferenceExpression.Create($"http://{address}"))
            .WithEnvironment("Market__Simulated", "true")
            .WaitFor(simulator);
    }
}

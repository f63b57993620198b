using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Sage.Api.Market.Streaming;

internal static class StreamingExtensions
{
    public static void AddStreaming(this IServiceCollection services)
    {
        // The loop's own thread hands a frame to the system. Through a queue and another thread it takes a switch of threads per client
        // and event, tens of thousands a second. Sockets still complete on the pool, so a request that blocks holds up no other one.
        services.Configure<SocketTransportOptions>(static sockets => sockets.UnsafePreferInlineScheduling = true);
        services.AddSingleton<StreamClients>();
        services.AddSingleton<PriceStream>();
        services.AddSingleton<PriceBroadcaster>();
        services.AddHostedService(provider => provider.GetRequiredService<PriceBroadcaster>());
    }
}

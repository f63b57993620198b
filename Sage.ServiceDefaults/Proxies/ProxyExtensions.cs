using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sage.ServiceDefaults.Proxies;

/// <summary>
/// Whose address a request has behind proxies. <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> believes the last entry of X-Forwarded-For; behind a
/// load balancer and a CDN that is the CDN's server, and all its viewers would share one client's limits.
/// </summary>
internal static class ProxyExtensions
{
    private const string HopsKey = "ForwardedHeaders:Hops";
    private const int MostHops = 5;

    /// <summary>Believes as many entries as <c>ForwardedHeaders:Hops</c> says, 1 unless it is set.</summary>
    public static void AddForwardedHops(this IHostApplicationBuilder builder) => builder.Services.AddOptions<ForwardedHeadersOptions>()
        .Configure(options => options.ForwardLimit = builder.Configuration.GetValue<int?>(HopsKey) ?? options.ForwardLimit)
        .Validate(options => options.ForwardLimit is >= 1 and <= MostHops, $"{HopsKey} must be a number from 1 to {MostHops}: how many proxies a request passes.")
        .ValidateOnStart();
}

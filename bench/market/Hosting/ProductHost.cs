using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sage.Api;
using Sage.Api.Market.Lease;

namespace Sage.Bench.Market.Hosting;

/// <summary>Sage.Api itself with its own runtime settings; only the lease, which needs Postgres, is held without asking.</summary>
internal static class ProductHost
{
    public static WebApplication Create(string[] args) => SageApi.Create(args, builder =>
    {
        var lease = builder.Services.Single(service => service.ImplementationType == typeof(FeedLease));
        builder.Services.Remove(lease);
        builder.Services.AddHostedService<AlwaysLeads>();
    });

    private sealed class AlwaysLeads(IEnumerable<IFeedLeader> leaders) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var term = new LeaseTerm(1);
            return Task.WhenAll(leaders.Select(leader => leader.LeadAsync(term, stoppingToken)));
        }
    }
}

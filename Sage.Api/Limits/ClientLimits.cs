using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Sage.Api.Limits;

/// <summary>What a request costs.</summary>
internal enum RequestCost
{
    /// <summary>Answered from memory.</summary>
    Memory,

    /// <summary>May need a store or another server.</summary>
    Query,
}

/// <summary>A token bucket per client and cost, in a bounded number of partitions.</summary>
internal sealed class ClientLimits : IDisposable
{
    public const string MeterName = "Sage.Api";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<ClientAddress> _requests;
    private readonly PartitionedRateLimiter<ClientAddress> _queries;
    private readonly Counter<long> _refused;

    public ClientLimits(IOptions<LimitOptions> options, IMeterFactory meters)
    {
        var limits = options.Value;
        _requests = Create(limits.RequestsPerSecond, limits.RequestBurst, limits.Partitions);
        _queries = Create(limits.QueriesPerSecond, limits.QueryBurst, limits.Partitions);
        _refused = meters.Create(MeterName).CreateCounter<long>("sage.api.requests.refused", "{request}", "Requests and streams beyond a client's limit.");
    }

    /// <summary>Null: go on. Otherwise how many seconds to wait.</summary>
    public int? Refuse(HttpContext context, RequestCost cost)
    {
        using var lease = (cost == RequestCost.Memory ? _requests : _queries).AttemptAcquire(ClientAddress.Of(context));
        if (lease.IsAcquired)
        {
            return null;
        }

        Refused(cost == RequestCost.Memory ? "request" : "query");
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
    }

    public void Refused(string what) => _refused.Add(1, new KeyValuePair<string, object?>("what", what));

    public void Dispose()
    {
        _requests.Dispose();
        _queries.Dispose();
    }

    private static PartitionedRateLimiter<ClientAddress> Create(int perSecond, int burst, int partitions)
    {
        // The partitions are filled up by one timer, and dropped when they are full and unused.
        Func<int, RateLimiter> create = _ => new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = perSecond,
            TokenLimit = Math.Max(perSecond, burst),
            ReplenishmentPeriod = Second,
            AutoReplenishment = false,
            QueueLimit = 0,
        });
        return PartitionedRateLimiter.Create<ClientAddress, int>(client => RateLimitPartition.Get((int)((uint)HashCode.Combine(client.Value) % partitions), create));
    }
}

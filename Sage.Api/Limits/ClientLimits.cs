using System.Diagnostics.Metrics;
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

/// <summary>How often one client may ask.</summary>
internal sealed class ClientLimits
{
    public const string MeterName = "Sage.Api";

    private readonly RateTable _requests;
    private readonly RateTable _queries;
    private readonly Counter<long> _refused;

    public ClientLimits(IOptions<LimitOptions> options, IMeterFactory meters, TimeProvider time)
    {
        var limits = options.Value;
        _requests = new RateTable(limits.RequestsPerSecond, limits.RequestBurst, limits.Partitions, time);
        _queries = new RateTable(limits.QueriesPerSecond, limits.QueryBurst, limits.Partitions, time);
        _refused = meters.Create(MeterName).CreateCounter<long>("sage.api.requests.refused", "{request}", "Requests and streams beyond a client's limit.");
    }

    /// <summary>Null: go on. Otherwise how many seconds to wait.</summary>
    public int? Refuse(HttpContext context, RequestCost cost)
    {
        var wait = (cost == RequestCost.Memory ? _requests : _queries).TryTake(ClientAddress.Of(context));
        if (wait is null)
        {
            return null;
        }

        Refused(cost == RequestCost.Memory ? "request" : "query");
        return Math.Max(1, (int)Math.Ceiling(wait.Value.TotalSeconds));
    }

    public void Refused(string what) => _refused.Add(1, new KeyValuePair<string, object?>("what", what));
}

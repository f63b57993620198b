using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Api.Limits;

/// <summary>
/// What one client may ask for. A client is its IP address, an IPv6 one by its first 64 bits; behind a proxy set
/// ASPNETCORE_FORWARDEDHEADERS_ENABLED=true, or all clients are one.
/// </summary>
internal sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Answers from memory, such as prices.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>Of them, at once after a pause.</summary>
    [Range(1, 1_000_000)]
    public int RequestBurst { get; set; } = 400;

    /// <summary>Answers that may need a store or another server, such as candles.</summary>
    [Range(1, 1_000_000)]
    public int QueriesPerSecond { get; set; } = 20;

    /// <summary>Of them, at once after a pause: a page that opens draws a line for each symbol.</summary>
    [Range(1, 1_000_000)]
    public int QueryBurst { get; set; } = 120;

    /// <summary>Open streams. Several people may share an address.</summary>
    [Range(1, 100_000)]
    public int StreamsPerClient { get; set; } = 50;

    /// <summary>
    /// Counters kept, whatever the number of clients. Clients are spread over them by a hash with a secret of this process; two
    /// that meet share a limit.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Partitions { get; set; } = 16_384;

    /// <summary>Open connections of all clients; one more is closed at once.</summary>
    [Range(10, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>The longest request body; nothing here takes files.</summary>
    [Range(1_024, 100_000_000)]
    public long MaxRequestBodyBytes { get; set; } = 1_048_576;
}

[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;

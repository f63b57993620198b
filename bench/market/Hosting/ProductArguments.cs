using System.Globalization;
using Sage.Bench.Market.Streams;

namespace Sage.Bench.Market.Hosting;

/// <summary>Sage.Api's settings: the exchange is the bench's, the stores are not there, and the limits are those of a load test.</summary>
internal static class ProductArguments
{
    public static IReadOnlyList<string> For(TickSource source, int clients, TimeSpan interval) =>
    [
        "--urls=http://127.0.0.1:0",
        "--environment=Production",
        "--Logging:LogLevel:Default=Error",
        "--ConnectionStrings:sage=Host=127.0.0.1;Port=1;Username=nobody;Database=sage;Timeout=2",
        "--ConnectionStrings:valkey=127.0.0.1:1,abortConnect=false,connectTimeout=200,connectRetry=0",
        $"--Market:Symbols={TickSource.Names}",
        $"--Market:Binance:StreamUrl={source.Address}",
        $"--Market:Binance:FallbackStreamUrl={source.Address}",
        "--Market:Binance:RestUrl=http://127.0.0.1:1",
        "--Market:GateIo:StreamUrl=ws://127.0.0.1:1",
        "--Market:CoinGecko:Enabled=false",
        "--Market:CoinGecko:Url=http://127.0.0.1:1",
        "--Market:FearGreed:Url=http://127.0.0.1:1",
        string.Create(CultureInfo.InvariantCulture, $"--Market:StreamInterval={interval}"),
        $"--Market:MaxStreamClients={clients + 10}",
        $"--Limits:StreamsPerClient={clients + 10}",
        "--Limits:RequestsPerSecond=1000000",
        "--Limits:RequestBurst=1000000",
    ];
}

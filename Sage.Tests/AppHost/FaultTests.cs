using Sage.AppHost.Local;

namespace Sage.Tests.AppHost;

/// <summary>Everything that the market depends on fails in turn, under load, in one run: the minutes that pass are shared.</summary>
[Collection(SageCollection.Name)]
public sealed class FaultTests(ReplicatedApp sage, ITestOutputHelper output) : IClassFixture<ReplicatedApp>, IDisposable
{
    private const int Kill = 9;

    // Stated: 5 s for another source, 10 s for another process. The rest is for a machine that does more than this.
    private static readonly TimeSpan FailOver = TimeSpan.FromSeconds(5 + 3);
    private static readonly TimeSpan Takeover = TimeSpan.FromSeconds(10 + 3);
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(30);

    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "XRPUSDT", "BNBUSDT", "SOLUSDT", "DOGEUSDT", "ADAUSDT", "TRXUSDT", "LINKUSDT", "AVAXUSDT"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => sage.WriteLogsTo(output);

    [Fact]
    public async Task Prices_recover_from_every_failure_also_on_an_open_stream_and_the_candles_afterwards_equal_the_exchanges_own_record()
    {
        await using var market = new BrokenMarket(sage, output);
        var (process, token) = await market.LeaderAsync(Restart);
        await market.RecoversAsync("Load: 2,000 ticks/s", Restart, "binance", () => market.ControlAsync("rate?exchange=binance&ticksPerSecond=2000"));

        await market.RecoversAsync("Binance stalls", FailOver, "gateio", () => market.ControlAsync("stall?exchange=binance&seconds=600"));
        await market.RecoversAsync("Gate.io stalls as well", FailOver * 2, "coingecko", () => market.ControlAsync("stall?exchange=gateio&seconds=600"));
        await market.RecoversAsync("Both are back", Restart, "binance", () => market.ControlAsync("stall?seconds=0"));
        await market.RecoversAsync("Binance answers 451 once", FailOver, null, async () =>
        {
            await market.ControlAsync("refuse?exchange=binance&status=451&seconds=60&times=1");
            await market.ControlAsync("drop?exchange=binance");
        });
        await market.RecoversAsync("Gate.io answers 503 and breaks", FailOver, null, async () =>
        {
            await market.ControlAsync("refuse?exchange=gateio&status=503&seconds=5");
            await market.ControlAsync("drop?exchange=gateio");
        });
        await market.RecoversAsync("Frames are cut off, doubled and out of order", FailOver, null, async () =>
        {
            foreach (var fault in new[] { "corrupt", "duplicate", "reorder" })
            {
                await market.ControlAsync($"{fault}?seconds=4");
            }

            foreach (var frame in FuzzedFrames.Of(seed: 5, count: 40))
            {
                await market.ControlAsync("frame", frame);
            }
        });

        await market.RecoversAsync("The leader is killed", Takeover, null, () =>
        {
            Assert.True(Libc.Signal(process, Kill), "The leader had gone already.");
            return Task.CompletedTask;
        });
        (_, token) = await market.LeaderAsync(Takeover, after: token);
        await market.RecoversAsync("Valkey restarts", Restart, null, () => market.CommandAsync("valkey", "restart"));
        await market.RecoversAsync("Postgres restarts", Restart, null, () => market.CommandAsync("postgres", "restart"));
        await market.RecoversAsync("The backend restarts, both processes of it", Restart, null, () => market.CommandAsync("backend", "restart"));
        (_, _) = await market.LeaderAsync(Takeover, after: token);
        await market.RecoversAsync("The simulator's rate goes back", Restart, null, () => market.ControlAsync("reset"));
        await market.StreamIsRightAsync(Symbols, FailOver);

        // The minute in which the last of it happened has to close; ten hours before it were fetched at the start.
        var end = DateTimeOffset.UtcNow;
        end = new DateTimeOffset(end.Year, end.Month, end.Day, end.Hour, end.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        await Task.Delay(end - DateTimeOffset.UtcNow, Cancel);
        await market.CandlesEqualTheRecordAsync(Symbols, end.AddMinutes(-600), end, TimeSpan.FromSeconds(60));
    }
}

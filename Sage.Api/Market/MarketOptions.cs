using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Sage.Api.Market.Candles;
using Sage.Api.Market.FearGreed;
using Sage.Api.Market.Feeds;
using Sage.Api.Market.Feeds.Binance;
using Sage.Api.Market.Feeds.CoinGecko;
using Sage.Api.Market.Feeds.GateIo;

namespace Sage.Api.Market;

internal sealed class MarketOptions
{
    public const string Section = "Market";

    /// <summary>The simulator's own default.</summary>
    public const int UsualSeed = 1;

    [Required, ValidateObjectMembers]
    public BinanceOptions Binance { get; set; } = new();

    [Required, ValidateObjectMembers]
    public GateIoOptions GateIo { get; set; } = new();

    [Required, ValidateObjectMembers]
    public CoinGeckoOptions CoinGecko { get; set; } = new();

    [Required, ValidateObjectMembers]
    public FearGreedOptions FearGreed { get; set; } = new();

    [Required, ValidateObjectMembers]
    public CandleOptions Candles { get; set; } = new();

    /// <summary>The other end is Sage.Simulator: every price says so.</summary>
    public bool Simulated { get; set; }

    /// <summary>The seed of the simulated market: another seed is another market, with a record of its own.</summary>
    public int SimulatedSeed { get; set; } = UsualSeed;

    /// <summary>Whether this process reads the exchange, or only serves what another one shares.</summary>
    public bool ReadFeed { get; set; } = true;

    /// <summary>Pairs against USDT, separated by commas.</summary>
    [Required]
    [RegularExpression("^[A-Z0-9]{3,20}(,[A-Z0-9]{3,20})*$", ErrorMessage = "Market:Symbols must be pairs such as BTCUSDT,ETHUSDT: capital letters and digits, separated by commas.")]
    public string Symbols { get; set; } = "BTCUSDT,ETHUSDT,XRPUSDT,BNBUSDT,SOLUSDT,DOGEUSDT,ADAUSDT,TRXUSDT,LINKUSDT,AVAXUSDT";

    /// <summary>A connection that is silent for this long is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A source that has told no price for this long is silent, and the next one takes over.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A better source must have been healthy for this long before it is returned to.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ReturnAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Two sources further apart than this part of the price disagree, which is counted and logged.</summary>
    [Range(0.0001, 0.5)]
    public decimal MaxDisagreement { get; set; } = 0.01m;

    /// <summary>A price that differs from the last one by more than this part is believed when another source or two more ticks confirm it.</summary>
    [Range(0.01, 0.9)]
    public decimal MaxJump { get; set; } = 0.2m;

    /// <summary>A price older than this is stale.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Ticks between the socket and the board; beyond it the oldest are dropped and counted.</summary>
    [Range(100, 1_000_000)]
    public int TickQueueCapacity { get; set; } = 10_000;

    /// <summary>The beginning of the names in Valkey: another one for each installation that uses the same server.</summary>
    [RegularExpression("^[a-z0-9-]{1,40}$")]
    public string ShareAs { get; set; } = "sage";

    /// <summary>How long a shared price stays in Valkey.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan PriceTimeToLive { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>Open streams per process.</summary>
    [Range(1, 100_000)]
    public int MaxStreamClients { get; set; } = 2_000;

    /// <summary>From one event of a stream to the next; what changes meanwhile is sent once, with its newest value.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan StreamInterval { get; set; } = TimeSpan.FromMilliseconds(14);

    /// <summary>A stream without news sends this often, so that its reader knows it lives.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>CoinGecko is asked now and then; silence between two questions means nothing.</summary>
    public TimeSpan SilentAfterOf(FeedSource source) => source == FeedSource.CoinGecko ? CoinGecko.PollInterval * 2 + SilentAfter : SilentAfter;

    public TimeSpan StaleAfterOf(FeedSource source) => source == FeedSource.CoinGecko ? CoinGecko.StaleAfter : StaleAfter;
}

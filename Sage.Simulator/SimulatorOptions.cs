using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Simulator;

internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Same seed, same second: same price, on every machine and after every restart.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Trades per second and symbol on Binance; Gate.io has half as many.</summary>
    [Range(1, 1000)]
    public int TradesPerSecond { get; set; } = 5;

    /// <summary>A connection is closed after this time, as Binance does.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxConnectionAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>CoinGecko's prices are as old as this at most; its public plan says a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CoinGeckoRefresh { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls that CoinGecko answers per minute.</summary>
    [Range(1, 100_000)]
    public int CoinGeckoCallsPerMinute { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>;

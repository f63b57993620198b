using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Simulator;

internal sealed class SimulatorOptions
{
    public const string Section = "Simulator";

    /// <summary>Same seed, same second: same price, on every machine and after every restart.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Trades per second and symbol.</summary>
    [Range(1, 1000)]
    public int TradesPerSecond { get; set; } = 5;

    /// <summary>A connection is closed after this time, as Binance does.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxConnectionAge { get; set; } = TimeSpan.FromHours(24);
}

[OptionsValidator]
internal sealed partial class SimulatorOptionsValidator : IValidateOptions<SimulatorOptions>;

using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Binance;

/// <summary>Per address, and on one machine there is only one.</summary>
internal sealed class BinanceLimits(TimeProvider time)
{
    public const int WeightPerMinute = 6000;

    public CallBudget Weight { get; } = new(WeightPerMinute, TimeSpan.FromMinutes(1), time);

    public CallBudget Connects { get; } = new(300, TimeSpan.FromMinutes(5), time);
}

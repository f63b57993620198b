using Sage.Simulator.Exchanges;
using Sage.Simulator.Market;

namespace Sage.Simulator.Control;

/// <summary>How an exchange is doing.</summary>
internal sealed record ControlStatus(int Connections, IReadOnlyList<string> Faults, double SkewMilliseconds, double OffsetPercent, double TicksPerSecond)
{
    public static IReadOnlyDictionary<string, ControlStatus> Of(ExchangeSet exchanges) => exchanges.All.ToDictionary(exchange => exchange.Name, Of, StringComparer.Ordinal);

    private static ControlStatus Of(Exchange exchange)
    {
        var (faults, pace) = (exchange.Faults, exchange.Tape.Paces.Current);
        var on = new[]
        {
            (faults.IsStalled, "stall"), (faults.IsReplaying, "replay"), (faults.IsDuplicating, "duplicate"),
            (faults.IsReordering, "reorder"), (faults.IsCorrupting, "corrupt"), (faults.IsRefusing, "refuse"),
        };
        return new ControlStatus(
            exchange.ConnectionCount,
            [.. on.Where(fault => fault.Item1).Select(fault => fault.Item2)],
            exchange.Skew.TotalMilliseconds,
            Math.Round((pace.Factor - 1) * 100, 6),
            (double)Candles.Second * SimulatedSymbol.All.Count / pace.Step);
    }
}

namespace Sage.Simulator.Market;

/// <param name="Name">As Binance writes it.</param>
/// <param name="Price">What the price moves around, in USDT.</param>
/// <param name="Decimals">Digits of a price.</param>
/// <param name="DailyVolatility">A typical move in a day, as a fraction.</param>
/// <param name="Quantity">A typical size of a trade.</param>
internal sealed record SimulatedSymbol(string Name, double Price, int Decimals, double DailyVolatility, double Quantity)
{
    /// <summary>Ten large ones against USDT.</summary>
    public static readonly IReadOnlyList<SimulatedSymbol> All =
    [
        new("BTCUSDT", 64_000, 2, 0.030, 0.05),
        new("ETHUSDT", 3_100, 2, 0.035, 0.8),
        new("XRPUSDT", 0.62, 4, 0.045, 1_500),
        new("BNBUSDT", 580, 2, 0.030, 3),
        new("SOLUSDT", 155, 2, 0.050, 12),
        new("DOGEUSDT", 0.13, 5, 0.060, 8_000),
        new("ADAUSDT", 0.45, 4, 0.045, 2_500),
        new("TRXUSDT", 0.125, 4, 0.030, 9_000),
        new("LINKUSDT", 14.5, 2, 0.045, 60),
        new("AVAXUSDT", 29, 2, 0.050, 40),
    ];
}

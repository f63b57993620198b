namespace Sage.Simulator.Market;

/// <param name="Base">What is bought and sold; the pair is against USDT.</param>
/// <param name="CoinId">CoinGecko's name of it.</param>
/// <param name="Price">What the price moves around, in USDT.</param>
/// <param name="Decimals">Digits of a price.</param>
/// <param name="Lot">Digits of a quantity. Together with those of the price at most eight, so that sums of price × quantity stay exact on the wire.</param>
/// <param name="DailyVolatility">A typical move in a day, as a fraction.</param>
/// <param name="Quantity">A typical size of a trade.</param>
/// <param name="Supply">Coins in circulation.</param>
internal sealed record SimulatedSymbol(
    string Base, string CoinId, string CoinName, double Price, byte Decimals, byte Lot, double DailyVolatility, double Quantity, long Supply)
{
    /// <summary>Ten large ones against USDT.</summary>
    public static readonly IReadOnlyList<SimulatedSymbol> All =
    [
        new("BTC", "bitcoin", "Bitcoin", 64_000, 2, 5, 0.030, 0.05, 19_900_000),
        new("ETH", "ethereum", "Ethereum", 3_100, 2, 4, 0.035, 0.8, 120_700_000),
        new("XRP", "ripple", "XRP", 0.62, 4, 1, 0.045, 1_500, 59_500_000_000),
        new("BNB", "binancecoin", "BNB", 580, 2, 3, 0.030, 3, 139_200_000),
        new("SOL", "solana", "Solana", 155, 2, 3, 0.050, 12, 540_000_000),
        new("DOGE", "dogecoin", "Dogecoin", 0.13, 5, 0, 0.060, 8_000, 150_800_000_000),
        new("ADA", "cardano", "Cardano", 0.45, 4, 1, 0.045, 2_500, 36_500_000_000),
        new("TRX", "tron", "TRON", 0.125, 4, 1, 0.030, 9_000, 94_700_000_000),
        new("LINK", "chainlink", "Chainlink", 14.5, 2, 2, 0.045, 60, 678_000_000),
        new("AVAX", "avalanche-2", "Avalanche", 29, 2, 2, 0.050, 40, 422_000_000),
    ];

    /// <summary>As Binance writes it.</summary>
    public string Name { get; } = Base + "USDT";

    /// <summary>As Gate.io writes it.</summary>
    public string Pair { get; } = Base + "_USDT";

    public decimal PriceOf(long units) => new decimal(units) * One(Decimals);

    public decimal QuantityOf(Int128 units) => (decimal)units * One(Lot);

    public decimal QuoteOf(Int128 units) => (decimal)units * One((byte)(Decimals + Lot));

    private static decimal One(byte scale) => new(1, 0, 0, false, scale);
}

using Microsoft.Extensions.Options;
using Sage.Simulator.AlternativeMe;
using Sage.Simulator.Binance;
using Sage.Simulator.Binance.Rest;
using Sage.Simulator.Binance.Stream;
using Sage.Simulator.CoinGecko;
using Sage.Simulator.Control;
using Sage.Simulator.Exchanges;
using Sage.Simulator.GateIo;

namespace Sage.Simulator;

/// <summary>One folder per vendor, one market behind them.</summary>
internal static class SimulatorExtensions
{
    public static void AddSimulator(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsValidator>();
        services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section).ValidateOnStart();

        services.AddSingleton<ExchangeSet>();
        services.AddSingleton<Replays>();
        services.AddSingleton<BinanceLimits>();
        services.AddSingleton<CoinGeckoLimits>();
        services.AddHostedService<BinancePublisher>();
        services.AddHostedService<BinanceTickers>();
        services.AddHostedService<GateIoPublisher>();
    }

    public static void MapSimulator(this IEndpointRouteBuilder routes)
    {
        routes.MapBinanceStreams();
        routes.MapBinanceRest();
        routes.MapGateIo();
        routes.MapCoinGecko();
        routes.MapFearGreed();
        routes.MapControl();
    }
}

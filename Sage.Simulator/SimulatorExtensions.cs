using Microsoft.Extensions.Options;
using Sage.Simulator.Binance;
using Sage.Simulator.Control;
using Sage.Simulator.Market;

namespace Sage.Simulator;

internal static class SimulatorExtensions
{
    public static void AddSimulator(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IValidateOptions<SimulatorOptions>, SimulatorOptionsValidator>();
        builder.Services.AddOptions<SimulatorOptions>().BindConfiguration(SimulatorOptions.Section).ValidateOnStart();

        builder.Services.AddSingleton<SimulatedMarket>();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<BinanceSessions>();
        builder.Services.AddHostedService<BinanceTicker>();
    }
}

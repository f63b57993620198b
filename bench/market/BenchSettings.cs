using System.Globalization;
using Sage.Api.Market;

namespace Sage.Bench.Market;

/// <summary>What to measure, and for how long.</summary>
internal sealed record BenchSettings(string? Only, TimeSpan StreamTime, int Clients, int TicksPerSecond, int Rounds, TimeSpan Interval, bool Baselines)
{
    public const string Usage = "bench/market [parse|prices|stream] [--minutes M] [--clients N] [--ticks N] [--rounds N] [--interval MS] [--no-baselines]";

    public bool Runs(string part) => Only is null || Only == part;

    public static BenchSettings? Parse(string[] args)
    {
        var settings = new BenchSettings(null, TimeSpan.FromSeconds(60), 1_000, 10_000, 5, new MarketOptions().StreamInterval, Baselines: true);
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number) ? number : (double?)null;
            switch (args[i])
            {
                case "parse" or "prices" or "stream": settings = settings with { Only = args[i] }; break;
                case "--no-baselines": settings = settings with { Baselines = false }; break;
                case "--minutes" when value > 0: settings = settings with { StreamTime = TimeSpan.FromMinutes(value.Value) }; i++; break;
                case "--clients" when value > 0: settings = settings with { Clients = (int)value }; i++; break;
                case "--ticks" when value > 0: settings = settings with { TicksPerSecond = (int)value }; i++; break;
                case "--rounds" when value > 0: settings = settings with { Rounds = (int)value }; i++; break;
                case "--interval" when value > 0: settings = settings with { Interval = TimeSpan.FromMilliseconds(value.Value) }; i++; break;
                default: return null;
            }
        }

        return settings;
    }
}

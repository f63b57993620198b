using Sage.Simulator.Exchanges;

namespace Sage.Simulator.Binance.Stream;

/// <summary>One frame to everyone who listens to its stream: made only if anyone does, and once for each form in which it is wanted.</summary>
internal static class BinanceStreams
{
    public static void Publish<TState>(this Exchange exchange, string stream, in TState state, Func<TState, TimeUnit, byte[]> create)
    {
        var (milli, micro) = (default(Forms), default(Forms));
        foreach (var connection in exchange.Connections)
        {
            if (connection is BinanceConnection binance && binance.Wants(stream))
            {
                ref var forms = ref binance.Unit.Micro ? ref micro : ref milli;
                forms.Bare ??= create(state, binance.Unit);
                binance.Send(binance.Combined ? forms.Wrapped ??= BinanceFrames.Combined(stream, forms.Bare) : forms.Bare);
            }
        }
    }

    private struct Forms
    {
        public byte[]? Bare;
        public byte[]? Wrapped;
    }
}

namespace Sage.Simulator.Market;

/// <summary>
/// The price of one symbol as a pure function of seed and time. A random walk is the sum of waves of every length, each as high as the
/// root of its length: so the price of any moment, past or future, is known without walking there. One reader at a time: it remembers
/// where it is in each wave, which makes the next moment cheap and changes no result.
/// </summary>
internal sealed class PriceWalk(int seed, int index, SimulatedSymbol symbol)
{
    private const int Waves = 18;
    private const double ShortestWaveSeconds = 2;
    private const double SecondsPerDay = 86_400;

    private static readonly double[] Lengths = [.. Enumerable.Range(0, Waves).Select(wave => ShortestWaveSeconds * (1L << wave))];
    private static readonly double[] Heights = [.. Lengths.Select(length => Math.Sqrt(length / SecondsPerDay))];

    private readonly Noise _noise = new(seed, index);
    private readonly long[] _places = [.. Enumerable.Repeat(long.MinValue, Waves)];
    private readonly double[] _from = new double[Waves];
    private readonly double[] _change = new double[Waves];

    /// <param name="time">Unix microseconds.</param>
    public double At(long time)
    {
        var seconds = time / 1e6;
        var sum = 0.0;
        for (var wave = 0; wave < Waves; wave++)
        {
            var place = seconds / Lengths[wave];
            var floor = (long)place;
            if (_places[wave] != floor)
            {
                Enter(wave, floor);
            }

            var part = place - floor;
            sum += _from[wave] + _change[wave] * (part * part * (3 - 2 * part));
        }

        return symbol.Price * Math.Exp(sum * symbol.DailyVolatility);
    }

    private void Enter(int wave, long place)
    {
        _places[wave] = place;
        _from[wave] = _noise.At(wave, place) * Heights[wave];
        _change[wave] = _noise.At(wave, place + 1) * Heights[wave] - _from[wave];
    }
}

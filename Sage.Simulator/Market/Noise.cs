namespace Sage.Simulator.Market;

/// <summary>Random numbers by place instead of by order: any moment can be asked for, and always answers the same.</summary>
internal readonly struct Noise(int seed, int channel)
{
    private readonly ulong _key = Mix(Mix((ulong)(uint)seed) + (ulong)(uint)channel);

    /// <summary>From -1 to 1.</summary>
    public double At(int octave, long place) =>
        (Mix(_key + Mix((ulong)(uint)octave + 1) + (ulong)place) >> 11) * (2.0 / (1UL << 53)) - 1;

    // SplitMix64's finalizer.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

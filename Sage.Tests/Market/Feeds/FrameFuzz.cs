using System.Text;

namespace Sage.Tests.Market.Feeds;

/// <summary>Frames as nobody would send them, the same ones in every run.</summary>
internal static class FrameFuzz
{
    private static readonly string[] Tokens = ["{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "null", "true", "-1", "1e999", "0", "\"\"", "\"p\"", "\"e\"", "\"result\":", "\"data\":{", "\"k\":{", " ", "\t", "99999999999999999999999999999999999999"];

    public delegate void Frame(ReadOnlySpan<byte> frame);

    public static void Run(IReadOnlyList<string> originals, Frame check)
    {
        var random = new Random(7);
        foreach (var original in originals)
        {
            var bytes = Encoding.UTF8.GetBytes(original);
            for (var length = 0; length <= bytes.Length; length++)
            {
                check(bytes.AsSpan(0, length));
            }

            for (var i = 0; i < 5_000; i++)
            {
                check(Damaged(bytes, random));
                check(Encoding.UTF8.GetBytes(Spliced(original, random)));
            }
        }

        for (var i = 0; i < 2_000; i++)
        {
            check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Tokens[random.Next(Tokens.Length)]))));
        }

        const int Megabyte = 1024 * 1024;
        check(Encoding.UTF8.GetBytes(new string('[', Megabyte)));
        check(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"data\":", Megabyte / 8))));
        check(Encoding.UTF8.GetBytes($"{{\"p\":\"{new string('9', Megabyte)}\"}}"));
        check(Encoding.UTF8.GetBytes($"{{\"{new string('e', Megabyte)}\":1}}"));
        check(Encoding.UTF8.GetBytes($"{{\"t\":{new string('9', Megabyte)}}}"));
        check(new byte[Megabyte]);
    }

    /// <summary>Damaged copies, as many as asked for; the same ones with the same seed.</summary>
    public static void Mutate(IReadOnlyList<string> originals, int count, int seed, Frame check)
    {
        var random = new Random(seed);
        var bytes = originals.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var i = 0; i < count; i++)
        {
            var at = random.Next(bytes.Length);
            check(i % 2 == 0 ? Damaged(bytes[at], random) : Encoding.UTF8.GetBytes(Spliced(originals[at], random)));
        }
    }

    private static byte[] Damaged(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var damage = random.Next(1, 5); damage > 0; damage--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static string Spliced(string original, Random random)
    {
        var at = random.Next(original.Length);
        var end = random.Next(at, Math.Min(original.Length, at + 20));
        return original[..at] + Tokens[random.Next(Tokens.Length)] + original[end..];
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace Aspire.Hosting.Cli.Channels;

/// <summary>
/// XXH3, 64 bits, seed 0, as the public xxHash specification describes it. The Aspire CLI finds an AppHost's socket
/// by this hash of the project's path, and System.IO.Hashing, which has it, does not restore from every feed.
/// </summary>
internal static class Xxh3
{
    private const ulong Prime32X1 = 0x9E3779B1;
    private const ulong Prime32X2 = 0x85EBCA77;
    private const ulong Prime32X3 = 0xC2B2AE3D;
    private const ulong Prime64X1 = 0x9E3779B185EBCA87;
    private const ulong Prime64X2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime64X3 = 0x165667B19E3779F9;
    private const ulong Prime64X4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime64X5 = 0x27D4EB2F165667C5;
    private const ulong MixPrimeX1 = 0x165667919E3779F9;
    private const ulong MixPrimeX2 = 0x9FB21C651E98DF25;

    private const int StripeBytes = 64;
    private const int Lanes = 8;
    private const int LastStripeSecret = 7;
    private const int MergeSecret = 11;
    private const int MidSizeSecret = 3;
    private const int SmallestSecret = 136;

    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c, 0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb,
        0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f, 0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c, 0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb,
        0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3, 0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d, 0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31,
        0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64, 0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e, 0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc,
        0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce, 0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    public static ulong Hash(ReadOnlySpan<byte> data) => data.Length switch
    {
        0 => AvalancheXxh64(Read64(Secret, 56) ^ Read64(Secret, 64)),
        <= 3 => HashUpTo3(data),
        <= 8 => HashUpTo8(data),
        <= 16 => HashUpTo16(data),
        <= 128 => HashUpTo128(data),
        <= 240 => HashUpTo240(data),
        _ => HashLong(data),
    };

    private static ulong HashUpTo3(ReadOnlySpan<byte> data)
    {
        var length = (uint)data.Length;
        var combined = ((uint)data[0] << 16) | ((uint)data[data.Length >> 1] << 24) | data[^1] | (length << 8);
        return AvalancheXxh64(combined ^ (ulong)(Read32(Secret, 0) ^ Read32(Secret, 4)));
    }

    private static ulong HashUpTo8(ReadOnlySpan<byte> data)
    {
        var input = Read32(data, data.Length - 4) + ((ulong)Read32(data, 0) << 32);
        var hash = input ^ Read64(Secret, 8) ^ Read64(Secret, 16);
        hash ^= BitOperations.RotateLeft(hash, 49) ^ BitOperations.RotateLeft(hash, 24);
        hash *= MixPrimeX2;
        hash ^= (hash >> 35) + (ulong)data.Length;
        hash *= MixPrimeX2;
        return hash ^ (hash >> 28);
    }

    private static ulong HashUpTo16(ReadOnlySpan<byte> data)
    {
        var low = Read64(data, 0) ^ Read64(Secret, 24) ^ Read64(Secret, 32);
        var high = Read64(data, data.Length - 8) ^ Read64(Secret, 40) ^ Read64(Secret, 48);
        return Avalanche((ulong)data.Length + BinaryPrimitives.ReverseEndianness(low) + high + Fold(low, high));
    }

    private static ulong HashUpTo128(ReadOnlySpan<byte> data)
    {
        var hash = (ulong)data.Length * Prime64X1;
        // Pairs of 16 bytes from both ends towards the middle.
        for (var pair = (data.Length - 1) / 32; pair >= 0; pair--)
        {
            hash += Mix(data, 16 * pair, 32 * pair) + Mix(data, data.Length - (16 * (pair + 1)), (32 * pair) + 16);
        }

        return Avalanche(hash);
    }

    private static ulong HashUpTo240(ReadOnlySpan<byte> data)
    {
        var hash = (ulong)data.Length * Prime64X1;
        for (var block = 0; block < 8; block++)
        {
            hash += Mix(data, 16 * block, 16 * block);
        }

        hash = Avalanche(hash);
        for (var block = 8; block < data.Length / 16; block++)
        {
            hash += Mix(data, 16 * block, (16 * (block - 8)) + MidSizeSecret);
        }

        return Avalanche(hash + Mix(data, data.Length - 16, SmallestSecret - 17));
    }

    private static ulong HashLong(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<ulong> initial = [Prime32X3, Prime64X1, Prime64X2, Prime64X3, Prime64X4, Prime32X2, Prime64X5, Prime32X1];
        Span<ulong> lanes = stackalloc ulong[Lanes];
        initial.CopyTo(lanes);

        var stripesPerBlock = (Secret.Length - StripeBytes) / Lanes;
        var stripes = (data.Length - 1) / StripeBytes;
        for (var stripe = 0; stripe < stripes; stripe++)
        {
            Accumulate(lanes, data.Slice(stripe * StripeBytes, StripeBytes), stripe % stripesPerBlock * Lanes);
            if (stripe % stripesPerBlock == stripesPerBlock - 1)
            {
                Scramble(lanes);
            }
        }

        Accumulate(lanes, data[^StripeBytes..], Secret.Length - StripeBytes - LastStripeSecret);

        var hash = (ulong)data.Length * Prime64X1;
        for (var lane = 0; lane < Lanes; lane += 2)
        {
            hash += Fold(lanes[lane] ^ Read64(Secret, MergeSecret + (8 * lane)), lanes[lane + 1] ^ Read64(Secret, MergeSecret + (8 * lane) + 8));
        }

        return Avalanche(hash);
    }

    private static void Accumulate(Span<ulong> lanes, ReadOnlySpan<byte> stripe, int secretOffset)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var value = Read64(stripe, 8 * lane);
            var keyed = value ^ Read64(Secret, secretOffset + (8 * lane));
            lanes[lane ^ 1] += value;
            lanes[lane] += (uint)keyed * (keyed >> 32);
        }
    }

    private static void Scramble(Span<ulong> lanes)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var value = lanes[lane];
            value ^= value >> 47;
            value ^= Read64(Secret, Secret.Length - StripeBytes + (8 * lane));
            lanes[lane] = value * Prime32X1;
        }
    }

    private static ulong Mix(ReadOnlySpan<byte> data, int offset, int secretOffset)
        => Fold(Read64(data, offset) ^ Read64(Secret, secretOffset), Read64(data, offset + 8) ^ Read64(Secret, secretOffset + 8));

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 37;
        hash *= MixPrimeX1;
        return hash ^ (hash >> 32);
    }

    private static ulong AvalancheXxh64(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= Prime64X2;
        hash ^= hash >> 29;
        hash *= Prime64X3;
        return hash ^ (hash >> 32);
    }

    private static ulong Read64(ReadOnlySpan<byte> source, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(source[offset..]);

    private static uint Read32(ReadOnlySpan<byte> source, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(source[offset..]);
}

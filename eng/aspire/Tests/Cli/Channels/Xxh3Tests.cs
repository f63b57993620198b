using System.Numerics;
using Aspire.Hosting.Cli.Channels;

namespace Aspire.Hosting.Tests.Cli.Channels;

/// <summary>The expected values were computed with System.IO.Hashing.XxHash3.</summary>
public sealed class Xxh3Tests
{
    [Theory]
    [InlineData(0, 0x2D06800538D394C2)]
    [InlineData(1, 0xC44BDFF4074EECDB)]
    [InlineData(3, 0x54247382A8D6B94D)]
    [InlineData(4, 0xE5DC74BC51848A51)]
    [InlineData(8, 0x24CCC9ACAA9F65E4)]
    [InlineData(9, 0x14D5001C15DD3F2B)]
    [InlineData(16, 0x981B17D36C7498C9)]
    [InlineData(17, 0x796F5ACD3A60F862)]
    [InlineData(128, 0xFCFF24126754D861)]
    [InlineData(129, 0x98F1B0A679A2CA29)]
    [InlineData(240, 0x81C3C2B67F568CCF)]
    [InlineData(241, 0xC5A639ECD2030E5E)]
    [InlineData(1024, 0xDD85C9B5C1109C5C)]
    [InlineData(1025, 0xD870C0FA13211C6A)]
    [InlineData(2048, 0xDD59E2C3A5F038E0)]
    public void The_hash_is_right_at_both_sides_of_every_change_of_algorithm(int length, ulong expected)
        => Assert.Equal(expected, Xxh3.Hash(SanityBuffer(length)));

    [Fact]
    public void The_hash_is_right_for_every_length_below_5000()
    {
        ulong combined = 0;
        for (var length = 0; length < 5000; length++)
        {
            combined = BitOperations.RotateLeft(combined, 5) ^ Xxh3.Hash(SanityBuffer(length));
        }

        Assert.Equal(0x45A4370C38C8DB7BUL, combined);
    }

    /// <summary>The input of xxHash's own tests.</summary>
    private static byte[] SanityBuffer(int length)
    {
        var buffer = new byte[length];
        ulong value = 2654435761;
        for (var index = 0; index < length; index++)
        {
            buffer[index] = (byte)(value >> 56);
            value *= 11400714785074694797;
        }

        return buffer;
    }
}

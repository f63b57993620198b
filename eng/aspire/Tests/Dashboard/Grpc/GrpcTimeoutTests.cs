using Aspire.Hosting.Dashboard.Grpc;

namespace Aspire.Hosting.Tests.Dashboard.Grpc;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 3600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("3S", 3000)]
    [InlineData("4m", 4)]
    [InlineData("5000u", 5)]
    [InlineData("6000000n", 6)]
    [InlineData("99999999H", int.MaxValue)]
    public void Every_unit_is_read_and_the_longest_is_cut_to_what_a_timer_holds(string value, int milliseconds)
    {
        Assert.True(GrpcTimeout.TryParse(value, out var timeout));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), timeout);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("10")]
    [InlineData("-1S")]
    [InlineData("1x")]
    [InlineData("123456789S")]
    public void Anything_else_is_no_timeout(string value) => Assert.False(GrpcTimeout.TryParse(value, out _));
}

using Sage.Api.Market.Feeds.Sessions;

namespace Sage.Tests.Market.Feeds;

public sealed class ConnectLimiterTests
{
    [Fact]
    public async Task Within_5_minutes_no_more_connections_are_made_than_may_be()
    {
        var time = new FakeTime();
        var limiter = new ConnectLimiter(time);
        for (var i = 0; i < ConnectLimiter.MostConnections; i++)
        {
            Assert.True(limiter.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        var another = limiter.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(ConnectLimiter.Window - TimeSpan.FromSeconds(ConnectLimiter.MostConnections + 1));
        Assert.False(another.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));
        await another;
    }

    [Fact]
    public async Task Commands_keep_their_distance()
    {
        var time = new FakeTime();
        using var socket = new ScriptedSocket();
        using var sender = new FeedSender(socket, TimeSpan.FromMilliseconds(250), time);
        await sender.SendAsync("1"u8.ToArray(), TestContext.Current.CancellationToken);
        var second = sender.SendAsync("2"u8.ToArray(), TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(1, socket.Sent.Count);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await second;
        Assert.Equal(2, socket.Sent.Count);
    }
}

namespace Sage.Api.Market.Candles;

/// <summary>The exchange wants no requests for a while; asking on would prolong it.</summary>
internal sealed class ExchangeBusyException(string message, TimeSpan pause) : Exception(message)
{
    public TimeSpan Pause { get; } = pause;
}

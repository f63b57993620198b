namespace Sage.Api.Market.Feeds.GateIo;

/// <summary>The fields that are read; all others may come and go.</summary>
internal enum GateIoName : byte
{
    Unknown,
    Time,
    TimeMs,
    Channel,
    Event,
    Error,
    Result,
    CurrencyPair,
    Last,
    ChangePercentage,
    BaseVolume,
    High,
    Low,
    Id,
    CreateTimeMs,
    Amount,
    Price,
}

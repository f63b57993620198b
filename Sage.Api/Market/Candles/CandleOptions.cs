using System.ComponentModel.DataAnnotations;

namespace Sage.Api.Market.Candles;

internal sealed class CandleOptions
{
    /// <summary>How often candles are written; a crash loses at most this much, and the exchange still knows it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Candles kept in memory while Postgres is down: 20,000 are 33 hours of ten symbols.</summary>
    [Range(100, 10_000_000)]
    public int MaxPending { get; set; } = 20_000;

    /// <summary>How much of the past is fetched when there is none yet.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "90.00:00:00")]
    public TimeSpan History { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often missing minutes are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BackfillInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often changed hours and their days are rolled up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RollupInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often partitions are made ahead and what is too old goes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Minutes older than this go, a month at a time, once they have been rolled up.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Hours older than this go; days stay for ever.</summary>
    [Range(typeof(TimeSpan), "2.00:00:00", "36500.00:00:00")]
    public TimeSpan KeepHours { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Asked for klines when the exchange's own host answers 451; not with a simulated market.</summary>
    [Required]
    public Uri FallbackRestUrl { get; set; } = new("https://data-api.binance.vision");

    /// <summary>Of the weight that the exchange allows an address per minute (6,000), how much may be used by all when klines are fetched.</summary>
    [Range(10, 6_000)]
    public int MaxUsedWeight { get; set; } = 3_000;
}

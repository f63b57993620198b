using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sage.Api.Caching;

internal sealed class CacheOptions
{
    public const string Section = "Cache";

    /// <summary>Memory of one process for cached values; beyond it, what has not been used for longest goes.</summary>
    [Range(1_000, 1_000_000_000)]
    public long MaxBytes { get; set; } = 32_000_000;

    /// <summary>How long a caller waits for Valkey before it goes on without.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan SharedTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>After Valkey has failed, it is not asked for this long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan SharedPause { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class CacheOptionsValidator : IValidateOptions<CacheOptions>;

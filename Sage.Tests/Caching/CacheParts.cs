using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sage.Api.Caching;
using Sage.Tests.Market;

namespace Sage.Tests.Caching;

/// <summary>A cache on a clock and a Valkey of the test's own.</summary>
internal sealed class CacheParts
{
    public CacheParts(FakeSharedBytes? shared = null, FakeTime? time = null, Action<CacheOptions>? configure = null)
    {
        Shared = shared ?? new FakeSharedBytes();
        Time = time ?? new FakeTime();
        var settings = new CacheOptions();
        configure?.Invoke(settings);
        var options = Microsoft.Extensions.Options.Options.Create(settings);
        Metrics = new CacheMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        Memory = new MemoryLevel(options);
        var level = new SharedLevel(Shared, options, Metrics, Time, NullLogger<SharedLevel>.Instance);
        var loads = new CacheLoads(Memory, level, new LoadPauses(Time), Metrics, Time, NullLogger<CacheLoads>.Instance);
        Cache = new SageCache(Memory, loads, Flights, Metrics, Time);
    }

    public FakeSharedBytes Shared { get; }

    public FakeTime Time { get; }

    public CacheMetrics Metrics { get; }

    public MemoryLevel Memory { get; }

    public Flights Flights { get; } = new();

    public SageCache Cache { get; }

    public static CachePolicy<Answer> Policy(TimeSpan? staleFor = null, int version = 1) => new("answers", version, AnswerJson.Default.Answer)
    {
        TimeToLive = TimeSpan.FromMinutes(10),
        StaleFor = staleFor ?? TimeSpan.FromHours(1),
    };
}

internal sealed record Answer(string Text, decimal Number);

[JsonSerializable(typeof(Answer))]
internal sealed partial class AnswerJson : JsonSerializerContext;

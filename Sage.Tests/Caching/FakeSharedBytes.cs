using System.Collections.Concurrent;
using Sage.Api.Caching;

namespace Sage.Tests.Caching;

/// <summary>Valkey as a test wants it: working, failing, or not answering at all.</summary>
internal sealed class FakeSharedBytes : ISharedBytes
{
    public ConcurrentDictionary<string, byte[]> Values { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, TimeSpan> TimesToLive { get; } = new(StringComparer.Ordinal);

    public bool Down { get; set; }

    public bool Hangs { get; set; }

    public int Calls { get; private set; }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        await AnswerAsync();
        return Values.GetValueOrDefault(key);
    }

    public async Task SetAsync(string key, byte[] payload, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        await AnswerAsync();
        (Values[key], TimesToLive[key]) = (payload, timeToLive);
    }

    // Hanging, it does not look at the token either: a client library may not.
    private Task AnswerAsync()
    {
        Calls++;
        return Down ? throw new TimeoutException("It is down.")
            : Hangs ? new TaskCompletionSource().Task
            : Task.CompletedTask;
    }
}

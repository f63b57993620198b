using ToolCache;
using Xunit;

namespace Sage.Tests.ToolCache;

public sealed class ToolCacheDirectoryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tool-cache-tests-");
    private readonly Lines _progress = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Racing_starts_make_an_entry_once_and_all_get_it()
    {
        var made = 0;
        var entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new ToolCacheDirectory(_root.FullName).GetOrCreateAsync("tool", "1", async (directory, ct) =>
        {
            Interlocked.Increment(ref made);
            await Task.Yield();
            await File.WriteAllTextAsync(Path.Combine(directory, "file"), "content", ct);
        }, _progress, Stop)));

        Assert.Equal(1, made);
        Assert.All(entries, entry => Assert.Equal("content", File.ReadAllText(Path.Combine(entry, "file"))));
    }

    [Fact]
    public async Task A_failed_creation_leaves_nothing_and_the_next_start_tries_again()
    {
        var cache = new ToolCacheDirectory(_root.FullName);
        await Assert.ThrowsAsync<ToolCacheException>(() => cache.GetOrCreateAsync("tool", "1", (directory, _) =>
        {
            File.WriteAllText(Path.Combine(directory, "half"), "");
            throw new ToolCacheException("no network");
        }, _progress, Stop));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_root.FullName, "tool")));

        var entry = await cache.GetOrCreateAsync("tool", "1", (_, _) => Task.CompletedTask, _progress, Stop);
        Assert.Empty(Directory.GetFileSystemEntries(entry));
    }

    [Fact]
    public async Task What_a_killed_start_left_is_removed_and_never_used()
    {
        var leftOver = Directory.CreateDirectory(Path.Combine(_root.FullName, "tool", ".1.0123.tmp"));
        File.WriteAllText(Path.Combine(leftOver.FullName, "half"), "");

        var entry = await new ToolCacheDirectory(_root.FullName).GetOrCreateAsync("tool", "1", (_, _) => Task.CompletedTask, _progress, Stop);

        Assert.False(leftOver.Exists && Directory.Exists(leftOver.FullName));
        Assert.Empty(Directory.GetFileSystemEntries(entry));
    }

    [Fact]
    public async Task A_finished_entry_needs_neither_lock_nor_creation()
    {
        var cache = new ToolCacheDirectory(_root.FullName);
        var first = await cache.GetOrCreateAsync("tool", "1", (_, _) => Task.CompletedTask, _progress, Stop);
        using var held = new FileStream(Path.Combine(_root.FullName, "tool", ".1.lock"), FileMode.Open, FileAccess.Read, FileShare.None);

        Assert.Equal(first, await cache.GetOrCreateAsync("tool", "1", (_, _) => throw new InvalidOperationException(), _progress, Stop));
    }

    [Fact]
    public async Task A_start_that_waits_for_another_says_so_and_gives_up_in_the_end()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "tool"));
        using var held = new FileStream(Path.Combine(_root.FullName, "tool", ".1.lock"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.None);
        var cache = new ToolCacheDirectory(_root.FullName) { LockTimeout = TimeSpan.FromSeconds(1.5) };

        var refused = await Assert.ThrowsAsync<ToolCacheException>(() => cache.GetOrCreateAsync("tool", "1", (_, _) => Task.CompletedTask, _progress, Stop));

        Assert.Contains("Another start", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_progress.Values, line => line.StartsWith("Another start is fetching tool", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData(".hidden")]
    public void Names_cannot_leave_the_cache(string name) => Assert.Throws<ArgumentException>(() => new ToolCacheDirectory(_root.FullName).PathOf(name, "1"));

    private sealed class Lines : IProgress<string>
    {
        private readonly List<string> _values = [];

        public IReadOnlyList<string> Values
        {
            get
            {
                lock (_values)
                {
                    return [.. _values];
                }
            }
        }

        public void Report(string value)
        {
            lock (_values)
            {
                _values.Add(value);
            }
        }
    }
}

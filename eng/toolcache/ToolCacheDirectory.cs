using System.Diagnostics;

namespace ToolCache;

/// <summary>
/// A directory of finished entries, <c>name/key</c>. An entry is made in a temporary sibling under a lock between
/// processes and renamed when complete, so an entry that exists is whole: whoever finds one needs no lock and no network.
/// </summary>
public sealed class ToolCacheDirectory(string root, TimeProvider? timeProvider = null)
{
    private static readonly Lazy<ToolCacheDirectory> Shared = new(() => new ToolCacheDirectory(ToolCacheRoot.Find()));

    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>The cache of this user; TOOL_CACHE_DIR moves it.</summary>
    public static ToolCacheDirectory Default => Shared.Value;

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>How long a start waits for another one that is making the same entry.</summary>
    internal TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Where an entry is or will be.</summary>
    public string PathOf(string name, string key) => Path.Combine(Root, FileName(name), FileName(key));

    /// <summary>The directory of the entry, made by <paramref name="create"/> (which fills the empty directory it is given) when it is missing.</summary>
    /// <exception cref="ToolCacheException">The entry cannot be made.</exception>
    public async Task<string> GetOrCreateAsync(string name, string key, Func<string, CancellationToken, Task> create, IProgress<string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(progress);
        var entry = PathOf(name, key);
        if (Directory.Exists(entry))
        {
            return entry;
        }
        try
        {
            var parent = WorldReadable.CreateDirectory(Path.GetDirectoryName(entry)!);
            var prefix = $".{key}.";
            using var mutex = await EntryLock.AcquireAsync(Path.Combine(parent, prefix + "lock"), name, LockTimeout, _time, progress, cancellationToken).ConfigureAwait(false);
            if (Directory.Exists(entry))
            {
                return entry;
            }
            DeleteLeftOvers(parent, prefix);
            await MakeAsync(entry, Path.Combine(parent, $"{prefix}{Guid.NewGuid():N}.tmp"), create, cancellationToken).ConfigureAwait(false);
            return entry;
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            throw new ToolCacheException($"{name} cannot be stored below {Root}: {x.Message.TrimEnd('.')}. Make room or set TOOL_CACHE_DIR to a writable folder.", x);
        }
    }

    private static async Task MakeAsync(string entry, string temporary, Func<string, CancellationToken, Task> create, CancellationToken cancellationToken)
    {
        WorldReadable.CreateDirectory(temporary);
        try
        {
            await create(temporary, cancellationToken).ConfigureAwait(false);
            WorldReadable.Share(temporary);
            await FlushAsync(temporary, cancellationToken).ConfigureAwait(false);
            Directory.Move(temporary, entry);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Without it a power cut after the rename could leave the name of an entry with empty files.</summary>
    private static async Task FlushAsync(string directory, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux() && ToolProcess.Find("sync") is { } sync)
        {
            await ToolProcess.RunAsync(new ToolCommand(sync, ["-f", directory]) { Timeout = TimeSpan.FromMinutes(1) }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What a start that was killed left behind; the lock says nobody works on it.</summary>
    private static void DeleteLeftOvers(string parent, string prefix)
    {
        foreach (var directory in Directory.EnumerateDirectories(parent, $"{prefix}*.tmp"))
        {
            TryDelete(directory);
        }
    }

    private static void TryDelete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException)
        {
            // The next start that makes this entry tries again; a left-over under a temporary name is never used.
            Debug.WriteLine(x);
        }
    }

    private static string FileName(string text)
    {
        var valid = text is { Length: > 0 and < 128 } && text[0] != '.' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        return valid ? text : throw new ArgumentException($"'{text}' is no name for a cache entry: letters, digits, '-', '_' and '.' only.", nameof(text));
    }
}

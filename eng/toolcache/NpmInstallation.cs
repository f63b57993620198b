using System.Globalization;

namespace ToolCache;

/// <summary>One run of <c>npm ci</c>.</summary>
internal static class NpmInstallation
{
    private static readonly string[] NetworkCodes = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH", "ERR_SOCKET_TIMEOUT"];

    private const string UnpackWarning = "TAR_ENTRY_ERROR";

    public static async Task RunAsync(string name, string directory, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var npm = ToolProcess.Find("npm") ?? throw new ToolCacheException($"npm, which fetches {name}, is not on the PATH. Install Node.js 20 or later (https://nodejs.org) and start again.");
        progress.Report($"Fetching {name} with npm (once; it stays in the cache) ...");
        var start = TimeProvider.System.GetTimestamp();
        var result = await ToolProcess.RunAsync(new ToolCommand(npm,
            // No scripts: nothing a package brings runs before somebody asks for it. Few retries: without a network npm
            // would otherwise try for minutes.
            ["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier", "--no-progress", "--loglevel=warn", "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"])
        {
            WorkingDirectory = directory,
        }, cancellationToken).ConfigureAwait(false);
        // On a full disk npm only warns of files it could not write and calls it a success.
        if (!result.Succeeded || result.Error.Contains(UnpackWarning, StringComparison.Ordinal))
        {
            throw new ToolCacheException(Describe(name, result));
        }
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"Fetched {name}: {Size(directory) / 1048576.0:0} MB in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s."));
    }

    internal static string Describe(string name, ToolResult result)
    {
        var lines = (result.Error + "\n" + result.Output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Replace("npm error ", "", StringComparison.Ordinal).Replace("npm ERR! ", "", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("A complete log", StringComparison.Ordinal) && !line.StartsWith("npm warn", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        var code = lines.FirstOrDefault(line => line.StartsWith("code ", StringComparison.Ordinal))?["code ".Length..];
        if (code is not null && NetworkCodes.Contains(code, StringComparer.Ordinal))
        {
            return $"{name} cannot be fetched: npm does not reach its registry ({code}). Check the network and 'npm config get registry', then start again.";
        }
        return result.Error.Contains("ENOSPC", StringComparison.Ordinal)
            ? $"{name} cannot be fetched: the disk is full. Make room or set TOOL_CACHE_DIR to a folder on another disk, then start again."
            : $"{name} cannot be fetched: npm failed: {lines.FirstOrDefault(line => !line.StartsWith("code ", StringComparison.Ordinal)) ?? code ?? result.LastLine}";
    }

    private static long Size(string directory) => new DirectoryInfo(directory).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(file => file.Length);
}

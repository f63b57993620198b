using System.Globalization;
using System.Text;

namespace Sage.AppHost.Local;

/// <summary>dump.rdb, whose first bytes name the format: REDIS0011 for Valkey 8, another word or number for what it cannot read.</summary>
internal static class ValkeyDataFile
{
    private const int NewestVersion = 11;
    private const int HeaderBytes = 9;

    public static async Task CheckAsync(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, "dump.rdb");
        if (!File.Exists(path))
        {
            return;
        }
        var header = new byte[HeaderBytes];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellationToken);
        if (Problem(path, Encoding.ASCII.GetString(header, 0, read)) is { } problem)
        {
            throw new LocalServerException(problem);
        }
    }

    internal static string? Problem(string path, string header)
    {
        var known = header.StartsWith("REDIS", StringComparison.Ordinal) && int.TryParse(header["REDIS".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version <= NewestVersion;
        return known ? null : $"{path} was not written by Valkey 8 or an earlier version (its format is '{new string([.. header.Where(char.IsAsciiLetterOrDigit)])}'). Move the file away, or set Sage:DataDirectory to another folder.";
    }
}

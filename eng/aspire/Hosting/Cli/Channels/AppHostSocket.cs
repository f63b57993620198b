using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Cli.Channels;

/// <summary>
/// The socket under which the CLI finds a running AppHost: <c>~/.aspire/cli/bch/{id}{instance}.{pid}</c>, where the id is
/// a hash of the project's path and the instance is random.
/// </summary>
internal static class AppHostSocket
{
    public const int IdLength = 11;
    public const int InstanceLength = 8;

    /// <summary>What fits into sun_path with its terminating zero; macOS has the smaller one.</summary>
    private static readonly int MaxPathBytes = (OperatingSystem.IsMacOS() ? 104 : 108) - 1;

    public static string Directory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "cli", "bch");

    public static string Id(string appHostPath)
    {
        // Windows paths differ by case only in spelling.
        var path = OperatingSystem.IsWindows() ? appHostPath.ToUpperInvariant() : appHostPath;
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(hash, Xxh3.Hash(Encoding.UTF8.GetBytes(path)));
        return Base64Url.EncodeToString(hash);
    }

    public static string NewPath(string directory, string id, int processId)
    {
        var instance = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(6));
        var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{id}{instance}.{processId}"));
        return Encoding.UTF8.GetByteCount(path) <= MaxPathBytes
            ? path
            : throw new DistributedApplicationException($"The socket path '{path}' is longer than {MaxPathBytes} bytes; the CLI needs a shorter home directory to find this AppHost.");
    }

    /// <summary>Deletes what AppHosts of this project have left that did not end in peace.</summary>
    public static void DeleteOrphans(string directory, string id)
    {
        foreach (var path in System.IO.Directory.EnumerateFiles(directory, $"{id}*"))
        {
            var name = Path.GetFileName(path);
            if (name.Length > IdLength + InstanceLength + 1
                && name[IdLength + InstanceLength] == '.'
                && int.TryParse(name.AsSpan(IdLength + InstanceLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
                && !Exists(processId))
            {
                File.Delete(path);
            }
        }
    }

    private static bool Exists(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}

using System.Text;

namespace Aspire.Hosting.Dcp;

/// <summary>The directory of one run, for this user only. DCP deletes it when the last of its processes is done.</summary>
internal sealed class DcpSession
{
    /// <summary>sun_path of a Unix socket is 104 bytes on macOS and 108 on Linux, the final zero included.</summary>
    private const int LongestSocketPath = 103;

    private DcpSession(string directory)
    {
        Directory = directory;
        KubeconfigFile = Path.Combine(directory, "kubeconfig");
        var socket = Path.Combine(directory, "output.sock");
        LogSocket = Encoding.UTF8.GetByteCount(socket) <= LongestSocketPath ? socket : null;
    }

    public string Directory { get; }

    public string KubeconfigFile { get; }

    /// <summary>Null when the temporary directory has too long a name for a socket; DCP's own log is lost then.</summary>
    public string? LogSocket { get; }

    public bool IsOver => !System.IO.Directory.Exists(Directory);

    /// <summary>CreateTempSubdirectory makes it with mode 0700.</summary>
    public static DcpSession Create() => new(System.IO.Directory.CreateTempSubdirectory("aspire-dcp").FullName);

    /// <summary>For a session that never became DCP's to delete, or whose DCP was killed.</summary>
    public void Delete()
    {
        try
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // DCP was faster.
        }
    }
}

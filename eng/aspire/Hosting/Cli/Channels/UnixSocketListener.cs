using System.Net.Sockets;

namespace Aspire.Hosting.Cli.Channels;

/// <summary>A listening unix socket that only its user can reach and that is deleted at the end.</summary>
internal sealed class UnixSocketListener : IDisposable
{
    private const int Backlog = 10;

    private readonly Socket _socket;
    private readonly string _path;

    private UnixSocketListener(Socket socket, string path)
    {
        _socket = socket;
        _path = path;
    }

    public static UnixSocketListener Bind(string path)
    {
        CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                // Before it listens, so that nobody else ever gets a connection.
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            socket.Listen(Backlog);
            return new UnixSocketListener(socket, path);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public async Task<NetworkStream> AcceptAsync(CancellationToken cancellationToken)
        => new(await _socket.AcceptAsync(cancellationToken), ownsSocket: true);

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
    }
}

using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Sage.Tests.Images;

/// <summary>The image's top layer in a folder, started with the image's entrypoint and environment by this machine's runtime.</summary>
internal sealed class ImageRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("sage-image-run-");
    private readonly PushedImage _image;
    private readonly string _port = FreePort();

    public ImageRun(PushedImage image)
    {
        _image = image;
        Temporary = _root.CreateSubdirectory("tmp").FullName;
        TarFile.ExtractToDirectory(new MemoryStream(image.Layers()[^1]), _root.CreateSubdirectory("root").FullName, overwriteFiles: false);
    }

    /// <summary>The one folder that the task may write to.</summary>
    public string Temporary { get; }

    /// <summary>Every path below the root, with the time it was last written.</summary>
    public IReadOnlyList<string> Files() =>
        [.. _root.GetDirectories("root").Single().EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => $"{file.FullName} {file.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];

    public Process Start(params IEnumerable<string> arguments)
    {
        var (program, rest) = (_image.Entrypoint[0], _image.Entrypoint.Skip(1).Select(part => part.Replace("/app/", $"{_root.FullName}/root/app/", StringComparison.Ordinal)));
        var start = new ProcessStartInfo(program, [.. rest, .. arguments])
        {
            WorkingDirectory = $"{_root.FullName}/root/app",
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var path = start.Environment["PATH"];
        var runtime = start.Environment.TryGetValue("DOTNET_ROOT", out var folder) ? folder : null;
        start.Environment.Clear();
        foreach (var (key, value) in _image.Environment)
        {
            start.Environment[key] = value;
        }

        (start.Environment["PATH"], start.Environment["DOTNET_ROOT"]) = (path, runtime);
        (start.Environment["TMPDIR"], start.Environment["HOME"]) = (Temporary, "/nonexistent");
        // As the task definition says, but for the port, and for stores that nobody runs: the first minutes of an outage.
        start.Environment["ASPNETCORE_HTTP_PORTS"] = _port;
        start.Environment["ConnectionStrings__sage"] = "Host=127.0.0.1;Port=9;Database=sage;Username=sage;Password=none";
        start.Environment["ConnectionStrings__valkey"] = "127.0.0.1:9,abortConnect=false";
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}

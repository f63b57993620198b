using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sage.AppHost.Local;

namespace Sage.Tests.Aws.Data;

/// <summary>A Valkey server as ElastiCache has it: TLS only, one user named default with a password and the rules of an access string.</summary>
internal sealed class TlsValkey : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory;
    private readonly Process _process;

    private TlsValkey(DirectoryInfo directory, Process process, int port, string thumbprint)
    {
        _directory = directory;
        _process = process;
        Port = port;
        Thumbprint = thumbprint;
    }

    public int Port { get; }

    /// <summary>Of the server's certificate, which nobody has signed.</summary>
    public string Thumbprint { get; }

    public static async Task<TlsValkey> StartAsync(string accessString, string password, CancellationToken cancellationToken)
    {
        var program = await LocateAsync(cancellationToken);
        var directory = Directory.CreateTempSubdirectory("sage-valkey-tls-");
        var thumbprint = await WriteCertificateAsync(directory.FullName, cancellationToken);
        var port = FreePort();
        var settings = Path.Combine(directory.FullName, "valkey.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            port 0
            tls-port {port}
            bind 127.0.0.1
            tls-cert-file {directory.FullName}/server.crt
            tls-key-file {directory.FullName}/server.key
            tls-auth-clients no
            dir {directory.FullName}
            save ""
            user default reset >{password} {accessString}

            """), cancellationToken);
        var start = new ProcessStartInfo(program.Path, [settings]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in program.Environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("valkey-server did not start.");
        try
        {
            await ReadyAsync(process, cancellationToken);
        }
        catch
        {
            await new TlsValkey(directory, process, port, thumbprint).DisposeAsync();
            throw;
        }

        return new TlsValkey(directory, process, port, thumbprint);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private static async Task<LocalProgram> LocateAsync(CancellationToken cancellationToken)
    {
        var program = await ValkeyPrograms.LocateAsync(cancellationToken);
        if (!File.Exists(program.Path))
        {
            await ValkeyPrograms.FetchAsync(new Progress<string>(), cancellationToken);
        }

        return program;
    }

    // The server goes on to write for as long as it lives: a full pipe would stop it.
    private static async Task ReadyAsync(Process process, CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"valkey-server ended: {string.Join('\n', said)}"));
                return;
            }

            said.Enqueue(line.Data);
            if (line.Data.Contains("Ready to accept connections tls", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartLimit, cancellationToken);
    }

    private static async Task<string> WriteCertificateAsync(string directory, CancellationToken cancellationToken)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(directory, "server.crt"), certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(directory, "server.key"), key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        return certificate.Thumbprint;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

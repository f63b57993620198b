using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Dcp;

/// <summary>Starts DCP's API server so that it ends with this process, whatever becomes of it.</summary>
internal static class DcpProcess
{
    private static readonly TimeSpan LaunchTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A server on its way up has left its parent but has no address yet, so nobody could stop it: a start that is given up goes on until somebody can.</summary>
    private static readonly TimeSpan AbandonTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(15);

    /// <summary>Everything that runs on DCP inherits its environment; these belong to the AppHost alone.</summary>
    private static readonly string[] NotInherited =
    [
        "ASPNETCORE_URLS",
        "ASPNETCORE_ENVIRONMENT",
        "DOTNET_ENVIRONMENT",
        "DOTNET_LAUNCH_PROFILE",
        "ASPIRE_LOGLEVEL",
    ];

    public static async Task<DcpConnection> StartAsync(CliBundle bundle, DcpSession session, DcpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(bundle.DcpPath))
        {
            throw new DcpException($"There is no DCP at '{bundle.DcpPath}' ({bundle.Origin}); nothing can be run without it. Correct that setting, or remove it to have DCP fetched.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var certificate = ServerCertificate.Create(session.Directory, time);
        await LaunchAsync(CreateStartInfo(bundle, session, options, certificate), time, cancellationToken);
        return await ConnectAsync(bundle, session, time, cancellationToken);
    }

    internal static ProcessStartInfo CreateStartInfo(CliBundle bundle, DcpSession session, DcpOptions options, ServerCertificate certificate)
    {
        var start = new ProcessStartInfo(bundle.DcpPath)
        {
            WorkingDirectory = Directory.GetCurrentDirectory(),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "start-apiserver",
                "--monitor", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
                "--detach",
                "--kubeconfig", session.KubeconfigFile,
                "--tls-cert-file", certificate.CertificateFile,
                "--tls-key-file", certificate.KeyFile,
            },
        };

        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DCP_SESSION_FOLDER"] = session.Directory;
        Set("DCP_LOG_SOCKET", session.LogSocket);
        Set("DCP_LOG_FILE_NAME_SUFFIX", options.LogFileNameSuffix);
        Set("DCP_DIAGNOSTICS_LOG_FOLDER", options.DiagnosticsLogFolder);
        Set("DCP_DIAGNOSTICS_LOG_LEVEL", options.DiagnosticsLogLevel);
        Set("DCP_PRESERVE_EXECUTABLE_LOGS", options.PreserveExecutableLogs ? "1" : null);
        return start;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }
    }

    /// <summary>With --detach the process started here ends at once; the server lives on beside it.</summary>
    private static async Task LaunchAsync(ProcessStartInfo start, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(LaunchTimeout, time);
        using var abandoned = cancellationToken.Register(() => timeout.CancelAfter(AbandonTimeout));
        Process? process = null;
        try
        {
            process = Process.Start(start) ?? throw new DcpException($"'{start.FileName}' could not be started.");
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            if (process.ExitCode != 0)
            {
                var reason = LastLine(await errors) ?? LastLine(await output) ?? "it said nothing";
                throw new DcpException($"'{start.FileName} start-apiserver' ended with exit code {process.ExitCode}: {reason}");
            }
        }
        catch (Win32Exception e)
        {
            throw new DcpException($"'{start.FileName}' could not be started: {e.Message}. Is it a program for this platform?", e);
        }
        catch (OperationCanceledException e)
        {
            process?.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new DcpException($"'{start.FileName} start-apiserver' did not detach within {LaunchTimeout.TotalSeconds:0} s.", e);
        }
        finally
        {
            process?.Dispose();
        }
    }

    private static async Task<DcpConnection> ConnectAsync(CliBundle bundle, DcpSession session, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, time);
        using var abandoned = cancellationToken.Register(() => timeout.CancelAfter(AbandonTimeout));
        try
        {
            while (true)
            {
                if (File.Exists(session.KubeconfigFile) && Kubeconfig.TryParse(await File.ReadAllTextAsync(session.KubeconfigFile, timeout.Token), out var connection))
                {
                    return connection;
                }

                await Task.Delay(PollInterval, time, timeout.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new DcpException(
                $"DCP ('{bundle.DcpPath}') did not come up: '{session.KubeconfigFile}' was not complete after {ConnectTimeout.TotalSeconds:0} s. " +
                "Start again with DcpPublisher__DiagnosticsLogLevel=debug and DcpPublisher__DiagnosticsLogFolder=<folder> to get its log.",
                e);
        }
    }

    private static string? LastLine(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}

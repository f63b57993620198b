using System.Diagnostics;
using System.Text;
using ToolCache;

namespace Aspire.Hosting.Tests.Cli.Real;

/// <summary>What a run of the CLI printed and how it ended; notes on its doings go to the error stream.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public string All => $"{Output}{Environment.NewLine}{Errors}";
}

/// <summary>The real Aspire CLI in a home directory of its own.</summary>
internal sealed class AspireCli : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly string _program;
    private readonly DirectoryInfo _home;

    private AspireCli(string program)
    {
        _program = program;
        _home = Directory.CreateTempSubdirectory("aspire-home-");
        WorkingDirectory = _home.CreateSubdirectory("work").FullName;
    }

    public string Home => _home.FullName;

    public string WorkingDirectory { get; }

    /// <summary>Fetches the CLI that carries the pinned DCP and dashboard; an AppHost keeps only those two of it.</summary>
    public static async Task<AspireCli> CreateAsync(CancellationToken cancellationToken)
    {
        var cache = new ToolCacheDirectory(Path.Combine(ToolCacheDirectory.Default.Root, "aspire-cli"));
        var packages = await NpmPackages.InstallAsync(cache, Path.Combine(AppContext.BaseDirectory, "aspire-cli-bundle"), new Progress<string>(), cancellationToken);
        var package = Directory.EnumerateDirectories(Path.Combine(packages, "node_modules", "@microsoft"), "aspire-cli-*").First();
        return new AspireCli(Path.Combine(package, "bin", OperatingSystem.IsWindows() ? "aspire.exe" : "aspire"));
    }

    public Task<CliResult> RunAsync(params string[] arguments) => InvokeAsync(arguments, TestContext.Current.CancellationToken);

    public async Task<CliResult> InvokeAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Limit);
        using var process = Start(arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new CliResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            throw new TimeoutException($"'aspire {string.Join(' ', arguments)}' did not end within {Limit.TotalSeconds} s.", exception);
        }
    }

    /// <summary>Reads lines of a command that follows something until one fits, then ends it.</summary>
    public async Task<string> FollowAsync(Func<string, bool> until, params string[] arguments)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Limit);
        using var process = Start(arguments);
        var seen = new StringBuilder();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                seen.AppendLine(line);
                if (until(line))
                {
                    return line;
                }
            }

            throw new InvalidOperationException($"'aspire {string.Join(' ', arguments)}' ended after:{Environment.NewLine}{seen}");
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>A process group of its own, so that a signal reaches the CLI and what it runs as Ctrl+C in a terminal does.</summary>
    public Process StartGroup(params string[] arguments) => Launch("setsid", ["env", "--default-signal=INT", _program, .. arguments]);

    public Process Start(params string[] arguments) => Launch(_program, arguments);

    private Process Launch(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("ASPIRE", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(inherited);
        }

        start.Environment["HOME"] = start.Environment["USERPROFILE"] = Home;
        start.Environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true";
        start.Environment["DOTNET_NOLOGO"] = "true";
        start.Environment["ASPIRE_CONSOLE_WIDTH"] = "300";
        start.Environment["ASPIRE_CLI_NOLOGO"] = "1";
        start.Environment["NO_COLOR"] = "1";
        // Build servers would outlive their test.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => _home.Delete(recursive: true);
}

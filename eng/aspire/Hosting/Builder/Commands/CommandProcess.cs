using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using ToolCache;

namespace Aspire.Hosting;

/// <summary>The process of a command, from its start to its end.</summary>
internal static class CommandProcess
{
    /// <exception cref="FileNotFoundException">The program is not on the PATH.</exception>
    public static async Task<int> RunAsync(ProcessCommandSpec spec, CommandOutput output, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(spec) };
        process.OutputDataReceived += (_, e) => output.Add(e.Data, isError: false);
        process.ErrorDataReceived += (_, e) => output.Add(e.Data, isError: true);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await WriteInputAsync(process, spec.StandardInputContent, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(spec.KillEntireProcessTree);
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(ProcessCommandSpec spec)
    {
        var start = new ProcessStartInfo(Resolve(spec), spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (!spec.InheritEnvironmentVariables)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in spec.EnvironmentVariables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // On Windows a bare name would also be looked for beside the AppHost.
    private static string Resolve(ProcessCommandSpec spec)
        => Path.GetFileName(spec.ExecutablePath) != spec.ExecutablePath
            ? spec.ExecutablePath
            : ToolProcess.Find(spec.ExecutablePath, spec.EnvironmentVariables.TryGetValue("PATH", out var path) ? path : Environment.GetEnvironmentVariable("PATH"))
                ?? throw new FileNotFoundException($"Executable '{spec.ExecutablePath}' was not found on PATH.", spec.ExecutablePath);

    private static async Task WriteInputAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It closed its input without reading to the end; its exit code tells the rest.
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ToolCache;

/// <summary>Runs a program to its end, with a time limit and a small environment.</summary>
public static class ToolProcess
{
    private const int KeptCharacters = 64 * 1024;

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string program) => Find(program, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The full path of a program on this PATH, or null.</summary>
    public static string? Find(string program, string? path)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(directory => endings.Select(ending => Path.Combine(directory.Trim('"'), program + ending)))
            .FirstOrDefault(IsProgram);
    }

    /// <exception cref="ToolCacheException">The program cannot be started or runs too long.</exception>
    public static async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var process = new Process { StartInfo = StartInfo(command) };
        var output = Collect(handler => process.OutputDataReceived += handler);
        var error = Collect(handler => process.ErrorDataReceived += handler);
        try
        {
            process.Start();
        }
        catch (Win32Exception x)
        {
            throw new ToolCacheException($"{command.Program} cannot be started: {x.Message}", x);
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(command.Timeout);
        try
        {
            await WriteInputAsync(process, command.Input, limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException x)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new ToolCacheException($"{Path.GetFileName(command.Program)} did not end within {command.Timeout.TotalSeconds:0} s and was stopped.", x);
        }
        return new ToolResult(process.ExitCode, Text(output), Text(error));
    }

    private static ProcessStartInfo StartInfo(ToolCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in ToolEnvironment.Inherited().Concat(command.Environment))
        {
            start.Environment[name] = value;
        }
        return start;
    }

    private static async Task WriteInputAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException) when (process.HasExited)
        {
            // It ended without reading; its exit code tells the rest.
        }
    }

    private static StringBuilder Collect(Action<DataReceivedEventHandler> subscribe)
    {
        var text = new StringBuilder();
        subscribe((_, e) =>
        {
            lock (text)
            {
                text.Append(e.Data).Append('\n');
                if (text.Length > 2 * KeptCharacters)
                {
                    text.Remove(0, text.Length - KeptCharacters);
                }
            }
        });
        return text;
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString().Trim();
        }
    }

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
}

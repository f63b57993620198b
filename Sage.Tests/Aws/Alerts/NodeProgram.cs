using System.Diagnostics;

namespace Sage.Tests.Aws.Alerts;

/// <summary>Runs Node.js over the code of the function.</summary>
internal static class NodeProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static string Lambda { get; } = Path.Combine(Projects.Sage_AppHost.ProjectPath, "Aws", "Alerts", "lambda");

    public static async Task<(int ExitCode, string Output)> RunAsync(string directory, string input, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var node = Process.Start(new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("node did not start.");
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(limit.Token);
            var error = node.StandardError.ReadToEndAsync(limit.Token);
            await node.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            node.StandardInput.Close();
            await node.WaitForExitAsync(limit.Token);
            return (node.ExitCode, node.ExitCode == 0 ? await output : await output + await error);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }
}

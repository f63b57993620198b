using System.Diagnostics;

namespace Sage.Tests.Page;

/// <summary>The frontend's own checks belong to the one test command; after the application has installed its packages.</summary>
[Collection(AppHost.SageCollection.Name)]
public sealed class FrontendChecksTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_frontend_type_checks_lints_passes_its_tests_and_keeps_its_size()
    {
        var folder = Path.GetFullPath(Path.Combine(Projects.Sage_AppHost.ProjectPath, "..", "Sage.Web"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));

        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.Equal(0, await NpmAsync(folder, limit.Token, "ci", "--no-audit", "--no-fund"));
        }
        Assert.Equal(0, await NpmAsync(folder, limit.Token, "run", "verify"));
    }

    private async Task<int> NpmAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("npm did not start.");
        var error = npm.StandardError.ReadToEndAsync(cancellationToken);
        output.WriteLine(await npm.StandardOutput.ReadToEndAsync(cancellationToken));
        output.WriteLine(await error);
        await npm.WaitForExitAsync(cancellationToken);
        return npm.ExitCode;
    }
}

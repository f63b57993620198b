using System.Diagnostics;

namespace Sage.Bench.Startup;

internal static class Repository
{
    /// <summary>The folder with Sage.sln, from wherever the bench was built.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sage.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException("Sage.sln was not found above the bench.");
    }

    public static async Task BuildAsync(string project, CancellationToken cancellationToken)
    {
        using var build = Process.Start("dotnet", ["build", project, "-v", "q", "-nologo"]);
        await build.WaitForExitAsync(cancellationToken);
        if (build.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet build {project} failed.");
        }
    }
}

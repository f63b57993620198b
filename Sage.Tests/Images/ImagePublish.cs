using System.Diagnostics;
using System.Reflection;

namespace Sage.Tests.Images;

/// <summary>
/// <c>dotnet publish Sage.Api -t:PublishContainer</c> of what this test run has built, into a folder of its own: nothing is compiled, and
/// nothing that other tests run from is written.
/// </summary>
internal sealed record ImagePublish(int ExitCode, string Output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<ImagePublish> RunAsync(OciRegistry registry, CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var folder = Directory.CreateTempSubdirectory("sage-image-");
        try
        {
            var start = new ProcessStartInfo("dotnet",
            [
                "publish", Path.Combine(Projects.Sage_AppHost.ProjectPath, "..", "Sage.Api"), "-t:PublishContainer", "--no-build", "-nologo",
                "-c", Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
                "-nodeReuse:false", "-tl:off", $"-p:PublishDir={folder.FullName}{Path.DirectorySeparatorChar}",
            ])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            // As somebody's pipeline would: settings in the environment.
            start.Environment["ContainerRegistry"] = registry.Host;
            start.Environment["ContainerBaseImage"] = $"{registry.Host}/{StubBaseImage.Repository}:{StubBaseImage.Tag}";
            // Plain HTTP, without the attempt at TLS that only "localhost" gets a second chance after.
            start.Environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = registry.Host;
            // Credentials of whoever runs the tests are not for this registry.
            start.Environment["DOCKER_CONFIG"] = folder.FullName;
            start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
            foreach (var (key, value) in settings)
            {
                start.Environment[key] = value;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Limit);
            using var publish = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
            var error = publish.StandardError.ReadToEndAsync(limit.Token);
            var output = await publish.StandardOutput.ReadToEndAsync(limit.Token);
            await publish.WaitForExitAsync(limit.Token);
            return new ImagePublish(publish.ExitCode, output + await error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Formats.Tar;
using Sage.AppHost.Local;

namespace Sage.Tests.Images;

public sealed class ImageTests
{
    private const string Repository = "sage-backend";
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    // aspnet:10.0-noble-chiseled, unpacked: .NET 10.0.12 is 82 MB and ASP.NET Core 27 MB (the folders of dotnet/shared), Ubuntu's slices for
    // them (libc, libgcc, libstdc++, libssl, certificates: dotnet-docker's runtime-deps/10.0/noble-chiseled) less than 16 MB.
    private const long BaseImageSize = 125_000_000;
    private const long LargestImage = 200_000_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_image_is_pushed_without_a_container_engine_and_holds_what_runs_and_no_more()
    {
        await using var registry = await OciRegistry.StartAsync(Cancel);
        var stub = StubBaseImage.AddTo(registry, "amd64");

        var publish = await ImagePublish.RunAsync(registry, Cancel, [new("SourceRevisionId", Commit)]);

        Assert.True(publish.ExitCode == 0, publish.Output);
        var image = new PushedImage(registry, Repository, Commit);
        Assert.Contains($"{registry.Host}/{Repository}@{OciRegistry.Digest(image.Manifest.Content)}", publish.Output, StringComparison.Ordinal);
        Assert.Contains(registry.Requests, request => request.Contains($"mount={stub.Layers.Single()}", StringComparison.Ordinal));

        Assert.Equal("1654", (string?)image.Execution["User"]);
        Assert.Equal("/app/", (string?)image.Execution["WorkingDir"]);
        Assert.Equal(["dotnet", "/app/Sage.Api.dll"], image.Entrypoint);
        Assert.Equal(["3000/tcp"], image.Execution["ExposedPorts"]!.AsObject().Select(port => port.Key));
        Assert.Equal("3000", image.Environment["ASPNETCORE_HTTP_PORTS"]);
        Assert.Equal("0", image.Environment["DOTNET_EnableDiagnostics"]);
        // Production is what .NET takes without one, and what the image must not say: staging runs the same bytes.
        Assert.DoesNotContain(image.Environment.Keys, key => key.EndsWith("_ENVIRONMENT", StringComparison.Ordinal));
        Assert.Equal(Commit, (string?)image.Execution["Labels"]!["org.opencontainers.image.revision"]);
        Assert.Equal(("linux", "amd64"), ((string?)image.Configuration["os"], (string?)image.Configuration["architecture"]));

        var layers = image.Layers();
        Assert.Equal(stub.Layers.Single(), image.Manifest.Layers[0]);
        var files = PushedImage.Entries(layers[^1]).Where(entry => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile).ToArray();
        Assert.Superset(new HashSet<string>(["app/Sage.Api.dll", "app/Sage.Api.runtimeconfig.json", "app/Sage.Api.deps.json", "app/appsettings.json", "app/Npgsql.dll"]), files.Select(Name).ToHashSet());
        Assert.DoesNotContain(files.Select(Name), name => Path.GetExtension(name) is ".pdb" or ".xml" or "" or ".config" || name.Contains("Development", StringComparison.Ordinal));
        // Readable whoever runs it, written by nobody else; the SDK makes the files the user's own, so only the read-only root keeps him out.
        Assert.All(files, file => Assert.Equal(UnixFileMode.OtherRead, file.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.OtherRead)));
        Assert.InRange(layers[^1].Length + BaseImageSize, 0, LargestImage);
    }

    [Fact]
    public async Task What_the_image_holds_starts_passes_its_own_health_check_and_writes_nothing_beside_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The image is Linux's.");
        await using var registry = await OciRegistry.StartAsync(Cancel);
        StubBaseImage.AddTo(registry, "amd64");
        var publish = await ImagePublish.RunAsync(registry, Cancel, [new("SourceRevisionId", Commit)]);
        Assert.True(publish.ExitCode == 0, publish.Output);
        using var run = new ImageRun(new PushedImage(registry, Repository, Commit));
        var before = run.Files();

        using var server = run.Start();
        var log = server.StandardOutput.ReadToEndAsync(Cancel);
        var error = server.StandardError.ReadToEndAsync(Cancel);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            limit.CancelAfter(TimeSpan.FromMinutes(1));
            var exitCode = -1;
            while (exitCode != 0 && !server.HasExited)
            {
                using var check = run.Start("--healthcheck");
                await check.WaitForExitAsync(limit.Token);
                exitCode = check.ExitCode;
            }

            Assert.True(exitCode == 0, $"The server ended with {(server.HasExited ? server.ExitCode : null)}.");
            Assert.True(Libc.Signal(server.Id, Libc.Terminate));
            await server.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!server.HasExited)
            {
                server.Kill();
            }
        }

        Assert.Equal((0, ""), (server.ExitCode, await error));
        Assert.Contains("Now listening on", await log, StringComparison.Ordinal);
        Assert.Equal(before, run.Files());
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Temporary));
    }

    [Fact]
    public async Task Another_processor_repository_and_tags_are_settings()
    {
        await using var registry = await OciRegistry.StartAsync(Cancel);
        StubBaseImage.AddTo(registry, "arm64");

        var publish = await ImagePublish.RunAsync(registry, Cancel,
            [new("ContainerRuntimeIdentifier", "linux-arm64"), new("ContainerRepository", "team/other"), new("ContainerImageTags", "blue;green"), new("DOTNET_CONTAINER_DEBUG_REGISTRY_FORCE_CHUNKED_UPLOAD", "true")]);

        Assert.True(publish.ExitCode == 0, publish.Output);
        var image = new PushedImage(registry, "team/other", "blue");
        Assert.Equal("arm64", (string?)image.Configuration["architecture"]);
        Assert.Equal(image.Manifest.Content, registry.Manifest("team/other", "green").Content);
        Assert.Equal([StubBaseImage.Repository, "team/other"], registry.Repositories.Order(StringComparer.Ordinal));
        Assert.True(registry.Requests.Count(request => request.StartsWith("PATCH", StringComparison.Ordinal)) > 2, "The layer came in one piece.");
        Assert.Equal(2, image.Layers().Count);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task A_registry_that_refuses_fails_the_publish_and_keeps_no_tag(int status)
    {
        await using var registry = await OciRegistry.StartAsync(Cancel);
        StubBaseImage.AddTo(registry, "amd64");
        registry.Refusal = status;

        var publish = await ImagePublish.RunAsync(registry, Cancel, [new("SourceRevisionId", Commit)]);

        Assert.NotEqual(0, publish.ExitCode);
        Assert.Contains("error CONTAINER", publish.Output, StringComparison.Ordinal);
        Assert.Contains(registry.Host, publish.Output, StringComparison.Ordinal);
        Assert.Equal([StubBaseImage.Repository], registry.Repositories);
    }

    private static string Name(TarEntry entry) => entry.Name.TrimStart('.', '/');
}

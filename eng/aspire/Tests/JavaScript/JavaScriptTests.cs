using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Aspire.Hosting.Tests.JavaScript;

public sealed class JavaScriptTests : IDisposable
{
    private readonly IDistributedApplicationBuilder _builder = Resolved.Builder();
    private readonly string _directory = Directory.CreateTempSubdirectory("js-").FullName;

    public static TheoryData<string, string, string[]> PackageManagers => new()
    {
        { "npm", "npm", ["run", "dev", "--", "--port", "20001"] },
        { "pnpm", "pnpm", ["run", "dev", "--port", "20001"] },
        { "yarn", "yarn", ["run", "dev", "--port", "20001"] },
        { "bun", "bun", ["run", "dev", "--port", "20001"] },
    };

    [Theory]
    [MemberData(nameof(PackageManagers))]
    public async Task Vite_gets_its_port_through_the_package_manager(string packageManager, string command, string[] expected)
    {
        var web = _builder.AddViteApp("web", _directory);
        _ = packageManager switch
        {
            "pnpm" => web.WithPnpm(),
            "yarn" => web.WithYarn(),
            "bun" => web.WithBun(),
            _ => web,
        };
        await BeforeStartAsync();
        Resolved.Allocate(web.Resource, "http", 20000);

        var environment = await Resolved.EnvironmentAsync(_builder, web.Resource);

        Assert.Equal(expected, await Resolved.ArgumentsAsync(_builder, web.Resource));
        Assert.Equal(command, web.Resource.Command);
        Assert.Equal("20001", environment["PORT"]);
        Assert.Equal("development", environment["NODE_ENV"]);
    }

    [Fact]
    public async Task Script_arguments_come_before_the_separator_and_the_configuration_last()
    {
        var web = _builder.AddViteApp("web", _directory).WithRunScript("build", ["--x", "1"]).WithViteConfig("./other.js");
        Resolved.Allocate(web.Resource, "http", 20000);

        Assert.Equal(["run", "build", "--x", "1", "--", "--port", "20001", "--config", "./other.js"], await Resolved.ArgumentsAsync(_builder, web.Resource));
    }

    [Fact]
    public async Task The_app_waits_for_its_packages()
    {
        var web = _builder.AddViteApp("web", _directory).WithPnpm(installArgs: ["--offline"]);
        await BeforeStartAsync();

        var installer = Assert.Single(_builder.Resources.OfType<JavaScriptInstallerResource>());
        var wait = Assert.Single(web.Resource.Annotations.OfType<WaitAnnotation>());

        Assert.Equal("web-installer", installer.Name);
        Assert.Equal((installer, WaitType.WaitForCompletion), (wait.Resource, wait.WaitType));
        Assert.Equal(("pnpm", _directory), (installer.Command, installer.WorkingDirectory));
        Assert.Equal(["install", "--offline"], await Resolved.ArgumentsAsync(_builder, installer));
    }

    [Fact]
    public void An_app_that_is_not_installed_does_not_wait()
    {
        var web = _builder.AddViteApp("web", _directory).WithNpm(install: false);

        Assert.Empty(web.Resource.Annotations.OfType<WaitAnnotation>());
        Assert.Single(_builder.Resources.OfType<JavaScriptInstallerResource>().Single().Annotations.OfType<ExplicitStartupAnnotation>());
    }

    [Fact]
    public async Task A_node_app_runs_its_file_and_installs_only_with_a_package_json()
    {
        var bare = _builder.AddNodeApp("bare", _directory, "server.js");
        Assert.Empty(_builder.Resources.OfType<JavaScriptInstallerResource>());

        await File.WriteAllTextAsync(Path.Combine(_directory, "package.json"), "{}", TestContext.Current.CancellationToken);
        _builder.AddNodeApp("full", _directory, "server.js");
        await BeforeStartAsync();

        Assert.Single(_builder.Resources.OfType<JavaScriptInstallerResource>());
        Assert.Equal("node", bare.Resource.Command);
        Assert.Equal(["server.js"], await Resolved.ArgumentsAsync(_builder, bare.Resource));
    }

    [Fact]
    public async Task A_missing_package_manager_is_named_in_the_installers_log_with_where_to_get_it()
    {
        _builder.AddViteApp("web", _directory);
        var installer = _builder.CreateResourceBuilder(Assert.Single(_builder.Resources.OfType<JavaScriptInstallerResource>()));
        installer.WithCommand("/nowhere/pnpm").WithAnnotation(new DcpInstancesAnnotation([new DcpInstance("web-1", "1", 0)]));
        await using var services = _builder.Services.BuildServiceProvider();

        await _builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(installer.Resource, services), TestContext.Current.CancellationToken);

        var batches = services.GetRequiredService<ResourceLoggerService>().GetAllAsync(installer.Resource);
        var line = Assert.Single(await batches.SelectMany(batch => batch).ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.True(line.IsErrorMessage);
        Assert.EndsWith("'/nowhere/pnpm' was not found. Install it and start again: https://pnpm.io/installation", line.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_app_requires_what_installs_and_runs_it()
    {
        var pnpm = _builder.AddViteApp("pnpm", _directory).WithPnpm();
        var bun = _builder.AddViteApp("bun", _directory).WithBun();
        var node = _builder.AddNodeApp("node", _directory, "server.js");

        await BeforeStartAsync();

        Assert.Equal(["pnpm", "node"], Required(pnpm.Resource));
        Assert.Equal(["bun"], Required(bun.Resource));
        Assert.Equal(["node"], Required(node.Resource));
        static IEnumerable<string> Required(IResource resource) => resource.Annotations.OfType<RequiredCommandAnnotation>().Select(required => required.Command);
    }

    [Fact]
    public async Task Publishing_turns_the_app_into_an_image_that_carries_its_files()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "package-lock.json"), "{}", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_directory, ".nvmrc"), "v20.11\n", TestContext.Current.CancellationToken);
        var builder = Resolved.Builder(publish: true);
        builder.AddViteApp("web", _directory);

        var container = Assert.IsAssignableFrom<ContainerResource>(Assert.Single(builder.Resources));
        var build = Assert.Single(container.Annotations.OfType<DockerfileBuildAnnotation>());

        Assert.False(build.HasEntrypoint);
        Assert.Equal("/app/dist", Assert.Single(container.Annotations.OfType<ContainerFilesSourceAnnotation>()).SourcePath);
        Assert.Equal(
            """
            FROM node:20-slim
            WORKDIR /app
            COPY package*.json ./
            RUN --mount=type=cache,target=/root/.npm npm ci
            COPY . .
            RUN npm run build

            """.ReplaceLineEndings("\n"),
            await build.DockerfileFactory!(new DockerfileFactoryContext { Services = builder.Services.BuildServiceProvider(), Resource = container }));
    }

    [Fact]
    public void An_app_with_a_dockerfile_is_published_with_it()
    {
        File.WriteAllText(Path.Combine(_directory, "Dockerfile"), "FROM scratch");
        var builder = Resolved.Builder(publish: true);
        builder.AddViteApp("web", _directory);

        var build = Assert.Single(Assert.Single(builder.Resources).Annotations.OfType<DockerfileBuildAnnotation>());

        Assert.Null(build.DockerfileFactory);
        Assert.Equal(Path.Combine(_directory, "Dockerfile"), build.DockerfilePath);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private Task BeforeStartAsync() => _builder.Eventing.PublishAsync(
        new BeforeStartEvent(_builder.Services.BuildServiceProvider(), new DistributedApplicationModel(_builder.Resources)),
        TestContext.Current.CancellationToken);
}

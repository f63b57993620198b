using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Tests.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Pipelines;

public sealed class BuiltInStepTests : IDisposable
{
    private readonly PublishApp _app = new();
    private readonly ProjectFolder _project = new();

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task The_only_environment_gets_every_compute_resource_that_names_none()
    {
        var builder = _app.Create();
        builder.AddResource(new TestEnvironment("cloud"));
        var container = builder.AddContainer("web", "image");

        await PublishApp.RunAsync(builder, "publish");

        Assert.Equal("cloud", container.Resource.GetComputeEnvironment()?.Name);
    }

    [Fact]
    public async Task Of_several_environments_one_must_be_named()
    {
        var builder = _app.Create();
        var cloud = builder.AddResource(new TestEnvironment("cloud"));
        builder.AddResource(new TestEnvironment("other"));
        builder.AddContainer("web", "image").WithComputeEnvironment(cloud);
        builder.AddContainer("lost", "image");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => PublishApp.RunAsync(builder, "publish"));

        Assert.StartsWith("Step 'validate-compute-environments' failed: Compute resource(s) 'lost' are not assigned to a compute environment, but the model contains multiple compute environments ('cloud', 'other').", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_nothing_takes_are_an_error_unless_that_is_switched_off()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishApp.RunAsync(WithPage(), "publish-prereq"));
        Assert.StartsWith("Build-only container resource(s) 'page' are not consumed by another resource", error.Message, StringComparison.Ordinal);

        var builder = WithPage();
        builder.Pipeline.DisableBuildOnlyContainerValidation();
        await PublishApp.RunAsync(builder, "publish-prereq");

        IDistributedApplicationBuilder WithPage()
        {
            var app = _app.Create();
            app.AddViteApp("page", Path.GetDirectoryName(_project.ProjectPath)!);
            return app;
        }
    }

    [Fact]
    public async Task Projects_and_pages_have_build_and_push_steps_in_order()
    {
        var builder = _app.Create();
        var page = builder.AddViteApp("page", Path.GetDirectoryName(_project.ProjectPath)!);
        builder.AddProject("api", _project.ProjectPath).PublishWithContainerFiles(page, "wwwroot");
        builder.AddContainer("image-only", "image");
        IReadOnlyList<PipelineStep> steps = [];
        builder.Pipeline.AddPipelineConfiguration(context =>
        {
            steps = context.Steps;
            return Task.CompletedTask;
        });

        await PublishApp.RunAsync(builder, "destroy-prereq");

        Assert.Equal(["build-api", "build-page"], steps.Where(step => step.Tags.Contains(WellKnownPipelineTags.BuildCompute)).Select(step => step.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["build-prereq", "check-container-runtime", "build-page"], Find("build-api").DependsOnSteps);
        Assert.Equal(["build-api", "push-prereq"], Find("push-api").DependsOnSteps);
        Assert.DoesNotContain(steps, step => step.Name is "push-page" or "build-image-only");
        Assert.Contains("validate-javascript-dockerfile-run-script-page", Find("publish").DependsOnSteps);

        PipelineStep Find(string name) => steps.Single(step => step.Name == name);
    }

    [Fact]
    public async Task Building_without_an_engine_says_which_one_to_start()
    {
        var builder = _app.Create("--DcpPublisher:ContainerRuntime=no-such-engine");
        builder.AddProject("api", _project.ProjectPath);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishApp.RunAsync(builder, "build"));

        Assert.Equal("No-such-engine is not running. Start No-such-engine and try again.", error.Message);
    }

    [Fact]
    public async Task Without_anything_to_build_no_engine_is_needed()
    {
        var builder = _app.Create("--DcpPublisher:ContainerRuntime=no-such-engine");
        builder.AddContainer("web", "image");

        await PublishApp.RunAsync(builder, "build");
        await PublishApp.RunAsync(_app.Create(), "push");
    }

    [Fact]
    public async Task An_image_needs_exactly_one_registry()
    {
        var none = await Assert.ThrowsAsync<InvalidOperationException>(() => PublishApp.RunAsync(WithRegistries(), "push-prereq"));
        var two = await Assert.ThrowsAsync<InvalidOperationException>(() => PublishApp.RunAsync(WithRegistries("one.example", "two.example"), "push-prereq"));
        await PublishApp.RunAsync(WithRegistries("one.example"), "push-prereq");

        Assert.Contains("Resource 'api' requires image push but no container registry is available.", none.Message, StringComparison.Ordinal);
        Assert.Contains("has multiple container registries available - 'registry1, registry2'", two.Message, StringComparison.Ordinal);

        IDistributedApplicationBuilder WithRegistries(params string[] hosts)
        {
            var builder = _app.Create();
            builder.AddProject("api", _project.ProjectPath);
            for (var i = 0; i < hosts.Length; i++)
            {
                builder.AddContainerRegistry($"registry{i + 1}", hosts[i]);
            }

            return builder;
        }
    }

    [Fact]
    public async Task The_name_of_an_image_has_registry_repository_and_tag()
    {
        var builder = _app.Create();
        var registry = builder.AddContainerRegistry("registry", "registry.example", "team");
        var api = builder.AddProject("Api", _project.ProjectPath).WithContainerRegistry(registry);
        var elsewhere = builder.AddProject("other", _project.ProjectPath).WithContainerRegistry(registry).WithRemoteImageName("ghcr.io/me/other").WithRemoteImageTag("7");

        Assert.Equal("registry.example/team/api:latest", await Name(api.Resource));
        Assert.Equal("ghcr.io/me/other:7", await Name(elsewhere.Resource));

        static async Task<string?> Name(IResource resource) => await ((IValueProvider)new ContainerImageReference(resource)).GetValueAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Images_are_built_by_the_manager_that_the_app_host_registers()
    {
        var builder = _app.Create();
        builder.AddProject("api", _project.ProjectPath);
        var manager = new TestImages();
        builder.Services.AddSingleton<IResourceContainerImageManager>(manager);
        builder.Pipeline.AddPipelineConfiguration(context =>
        {
            context.Steps.Single(step => step.Name is "build-api").DependsOnSteps.Remove(WellKnownPipelineSteps.CheckContainerRuntime);
            return Task.CompletedTask;
        });

        await PublishApp.RunAsync(builder, "build");

        Assert.Equal(["api"], manager.Built);
    }

    [Fact]
    public async Task Destroy_forgets_the_state()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_app.StatePath)!);
        await File.WriteAllTextAsync(_app.StatePath, "{}", TestContext.Current.CancellationToken);

        await PublishApp.RunAsync(_app.Create(), "destroy");

        Assert.False(File.Exists(_app.StatePath));
    }

    private sealed class TestImages : IResourceContainerImageManager
    {
        public List<string> Built { get; } = [];

        public Task BuildImageAsync(IResource resource, CancellationToken cancellationToken = default)
        {
            Built.Add(resource.Name);
            return Task.CompletedTask;
        }

        public Task BuildImagesAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task PushImageAsync(IResource resource, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

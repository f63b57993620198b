using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Aspire.Hosting.Tests.Testing;

/// <summary>The program of Sample.AppHost, really run.</summary>
public sealed class AppHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_test_reaches_the_resources_of_the_app_host()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Cancelled);
        await using var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancelled).WaitAsync(Patience, Cancelled);

        using var client = app.CreateHttpClient("SERVICE");

        Assert.Equal("hello", await client.GetStringAsync("/greeting", Cancelled));
        Assert.Equal(client.BaseAddress, app.GetEndpoint("service", "http"));
        Assert.NotEqual(18318, client.BaseAddress!.Port);
        Assert.Equal("Server=here", await app.GetConnectionStringAsync("store", Cancelled));
    }

    [Fact]
    public async Task Two_apps_run_side_by_side_and_nothing_is_left_of_them()
    {
        var processes = await Task.WhenAll(RunAsync("one"), RunAsync("two"));

        Assert.Equal(["one", "two"], processes.Select(process => process.Greeting));
        Assert.All(processes, process => Assert.True(process.HasExited()));

        static async Task<(string Greeting, Func<bool> HasExited)> RunAsync(string greeting)
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>([$"--SAMPLE_GREETING={greeting}"], Cancelled);
            await using var app = await builder.BuildAsync(Cancelled);
            await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);
            var service = await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancelled).WaitAsync(Patience, Cancelled);
            using var client = app.CreateHttpClient("service");
            return (await client.GetStringAsync("/greeting", Cancelled), HasExited(service));
        }
    }

    [Fact]
    public async Task Disposing_is_enough_to_stop()
    {
        Func<bool> hasExited;
        await using (var builder = DistributedApplicationTestingBuilder.Create())
        {
            builder.AddExecutable("tool", "sleep", ".", "60");
            var app = await builder.BuildAsync(Cancelled);
            await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);
            hasExited = HasExited(await app.ResourceNotifications.WaitForResourceHealthyAsync("tool", Cancelled).WaitAsync(Patience, Cancelled));
            Assert.False(hasExited());
        }

        Assert.True(hasExited());
    }

    [Fact]
    public async Task Options_and_launch_profile_can_be_chosen()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(
            [],
            (_, settings) => (settings.Configuration ??= new()).AddInMemoryCollection([new("DOTNET_LAUNCH_PROFILE", "other")]),
            Cancelled);

        Assert.Equal("good day", builder.Configuration["SAMPLE_GREETING"]);
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
        Assert.Equal("true", builder.Configuration["DcpPublisher:RandomizePorts"]);
        Assert.Equal(Projects.Sample_AppHost.ProjectPath, builder.AppHostDirectory);
    }

    [Fact]
    public async Task What_the_program_throws_reaches_the_test()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Sample:Throws=no such luck"], Cancelled));

        Assert.Equal("no such luck", exception.Message);
    }

    [Fact]
    public async Task A_resource_that_fails_says_its_last_words()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(["--Sample:Broken=echo it broke >&2; exit 3"], Cancelled);
        await using var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.ResourceNotifications.WaitForResourceHealthyAsync("broken", Cancelled).WaitAsync(Patience, Cancelled));

        Assert.Contains("it broke", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_are_known_only_once_the_app_has_started()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sample_AppHost>(Cancelled);

        await using var app = DistributedApplicationTestingBuilder.Create().Build();

        Assert.Equal(
            "The application must be started before resolving endpoints or connection strings.",
            Assert.Throws<InvalidOperationException>(() => app.GetEndpoint("service")).Message);
    }

    [Fact]
    public async Task An_unknown_resource_or_endpoint_is_named()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("tool", "sleep", ".", "60");
        await using var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);

        Assert.StartsWith("Resource 'nosuch' not found.", Assert.Throws<ArgumentException>(() => app.GetEndpoint("nosuch")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Endpoint 'nope' for resource 'tool' not found.", Assert.Throws<ArgumentException>(() => app.GetEndpoint("tool", "nope")).Message, StringComparison.Ordinal);
        Assert.StartsWith("Endpoint '' for resource 'tool' not found.", Assert.Throws<ArgumentException>(() => app.CreateHttpClient("tool")).Message, StringComparison.Ordinal);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => app.GetConnectionStringAsync("tool", Cancelled).AsTask());
        Assert.StartsWith("Resource 'tool' does not expose a connection string.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_hears_of_every_step_of_the_program()
    {
        await using var factory = new RecordingFactory();
        Assert.Throws<InvalidOperationException>(() => factory.GetEndpoint("service"));

        await factory.StartAsync(Cancelled).WaitAsync(Patience, Cancelled);

        Assert.Equal(["creating", "created", "building", "built"], factory.Steps);
        Assert.Equal("Server=here", await factory.GetConnectionString("store"));
    }

    private sealed class RecordingFactory() : DistributedApplicationFactory(typeof(Projects.Sample_AppHost))
    {
        public List<string> Steps { get; } = [];

        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions) => Steps.Add("creating");

        protected override void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder) => Steps.Add("created");

        protected override void OnBuilding(DistributedApplicationBuilder applicationBuilder) => Steps.Add("building");

        protected override void OnBuilt(DistributedApplication application) => Steps.Add("built");
    }

    private static Func<bool> HasExited(ResourceEvent started)
    {
        var pid = (int)started.Snapshot.Properties.Single(property => property.Name == KnownProperties.Executable.Pid).Value!;
        return () => !Process.GetProcesses().Any(process => process.Id == pid);
    }
}

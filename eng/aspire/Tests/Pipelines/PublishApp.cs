using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Pipelines;

/// <summary>An application in publish mode whose saved state is its own.</summary>
internal sealed class PublishApp : IDisposable
{
    private readonly string _identity = $"test-{Guid.NewGuid():N}";

    public string StatePath => Path.Combine(StateDirectory, "production.json");

    private string StateDirectory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "deployments", _identity);

    public IDistributedApplicationBuilder Create(params string[] args)
        => DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["--operation", "publish", $"--AppHostSha={_identity}", "--environment", "Production", "--ASPIRE_INTERACTIVITY_ENABLED", "false", .. args] });

    public static async Task RunAsync(IDistributedApplicationBuilder builder, string step)
    {
        builder.Configuration["Pipeline:Step"] = step;
        await using var app = builder.Build();
        await app.BeforeStartAsync(TestContext.Current.CancellationToken);
        await RunAsync(app, TestContext.Current.CancellationToken);
    }

    public static Task RunAsync(DistributedApplication app, CancellationToken cancellationToken)
        => app.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(new PipelineContext(
            app.Services.GetRequiredService<DistributedApplicationModel>(),
            app.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            app.Services,
            NullLogger.Instance,
            cancellationToken));

    public void Dispose()
    {
        if (Directory.Exists(StateDirectory))
        {
            Directory.Delete(StateDirectory, recursive: true);
        }
    }
}

/// <summary>Somewhere to deploy to.</summary>
internal sealed class TestEnvironment(string name) : Resource(name), IComputeEnvironmentResource;

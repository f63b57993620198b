using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Passes everything to the real builder; how the application is built and disposed differs.</summary>
internal abstract class TestingBuilder(DistributedApplicationBuilder builder) : IDistributedApplicationTestingBuilder
{
    public ConfigurationManager Configuration => builder.Configuration;

    public string AppHostDirectory => builder.AppHostDirectory;

    public Assembly? AppHostAssembly => builder.AppHostAssembly;

    public IHostEnvironment Environment => builder.Environment;

    public IServiceCollection Services => builder.Services;

    public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;

    public IDistributedApplicationEventing Eventing => builder.Eventing;

    public IDistributedApplicationPipeline Pipeline => builder.Pipeline;

    public IResourceCollection Resources => builder.Resources;

    public IFileSystemService FileSystemService => builder.FileSystemService;

    public IUserSecretsManager UserSecretsManager => builder.UserSecretsManager;

    protected DistributedApplicationBuilder Inner => builder;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
        => builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
        => builder.CreateResourceBuilder(resource);

    public abstract DistributedApplication Build();

    public abstract Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);

    public abstract ValueTask DisposeAsync();

    /// <summary>Those of an application that was never built; a built one has deleted its own.</summary>
    protected void DisposeTemporaryFiles() => (builder.FileSystemService as IDisposable)?.Dispose();

    // The interface wants both; off the caller's context nothing can wait for it in turn.
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
}

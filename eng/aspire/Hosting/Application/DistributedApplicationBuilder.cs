using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Builds a distributed application.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    /// <summary>A builder that reads the command line.</summary>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>A builder with options.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options) => throw new NotSupportedException();

    /// <inheritdoc />
    public ConfigurationManager Configuration => throw new NotSupportedException();

    /// <inheritdoc />
    public string AppHostDirectory => throw new NotSupportedException();

    /// <summary>The directory and project name of the AppHost.</summary>
    public string AppHostPath => throw new NotSupportedException();

    /// <inheritdoc />
    public Assembly? AppHostAssembly => throw new NotSupportedException();

    /// <inheritdoc />
    public IHostEnvironment Environment => throw new NotSupportedException();

    /// <inheritdoc />
    public IServiceCollection Services => throw new NotSupportedException();

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing => throw new NotSupportedException();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext => throw new NotSupportedException();

    /// <inheritdoc />
    public IResourceCollection Resources => throw new NotSupportedException();

    /// <inheritdoc />
    public IDistributedApplicationPipeline Pipeline => throw new NotSupportedException();

    /// <inheritdoc />
    public IFileSystemService FileSystemService => throw new NotSupportedException();

    /// <inheritdoc />
    public IUserSecretsManager UserSecretsManager => throw new NotSupportedException();

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => throw new NotSupportedException();

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => throw new NotSupportedException();

    /// <inheritdoc />
    public DistributedApplication Build() => throw new NotSupportedException();
}

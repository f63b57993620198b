using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.UserSecrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Builds a distributed application.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly DistributedApplicationExecutionContextOptions _contextOptions;

    /// <summary>A builder that reads the command line.</summary>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args ?? throw new ArgumentNullException(nameof(args)) })
    {
    }

    /// <summary>A builder with options.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;

        // In this order: command line, DOTNET_*, ASPIRE_*; the host adds the first two to what it is given.
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPIRE_");
        var settings = new HostApplicationBuilderSettings { Args = options.Args, Configuration = configuration };
        BuilderHooks.Constructing(options, settings);
        _host = new HostApplicationBuilder(settings);

        AppHostDirectory = options.ProjectDirectory ?? Environment.ContentRootPath;
        AppHostPath = Path.GetFullPath(Path.Join(AppHostDirectory, options.ProjectName ?? Environment.ApplicationName));
        AppHostConfiguration.AddCommandLine(Configuration, options.Args ?? []);
        _contextOptions = AppHostConfiguration.ReadOperation(Configuration);
        ExecutionContext = new DistributedApplicationExecutionContext(_contextOptions);
        AppHostConfiguration.AddIdentity(Configuration, this, options);
        if (ExecutionContext.IsPublishMode)
        {
            DeploymentStateFile.AddTo(Configuration, Environment);
        }

        UserSecretsManager = UserSecrets.UserSecretsManager.For(AppHostAssembly?.GetCustomAttribute<UserSecretsIdAttribute>()?.UserSecretsId);
        if (ExecutionContext.IsRunMode && options.DashboardEnabled)
        {
            AppHostConfiguration.AddDashboardSecrets(Configuration, UserSecretsManager);
        }

        _host.AddApplicationServices(this, options);
        BuilderHooks.Constructed(this);
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <summary>The directory and project file of the AppHost.</summary>
    public string AppHostPath { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly => _options.Assembly;

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc />
    public IDistributedApplicationPipeline Pipeline { get; } = new DistributedApplicationPipeline();

    /// <inheritdoc />
    public IFileSystemService FileSystemService { get; } = new FileSystemService();

    /// <inheritdoc />
    public IUserSecretsManager UserSecretsManager { get; }

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        ResourceNames.Validate(resource);
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        BuilderHooks.Building(this);
        ResourceNames.Validate(Resources);
        var application = new DistributedApplication(_host.Build());
        _contextOptions.Services = application.Services;

        // The container only disposes of what somebody has asked it for.
        application.Services.GetRequiredService<IFileSystemService>();
        BuilderHooks.Built(application);
        return application;
    }
}

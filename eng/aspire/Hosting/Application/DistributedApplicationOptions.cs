using System.Reflection;

namespace Aspire.Hosting;

/// <summary>Options of a distributed application builder.</summary>
public sealed class DistributedApplicationOptions
{
    private readonly Lazy<Assembly?> _assembly;
    private string? _projectDirectory;
    private bool _projectDirectorySet;

    /// <summary>Options of the AppHost that is running.</summary>
    public DistributedApplicationOptions() => _assembly = new(LoadAssembly);

    /// <summary>The command line of the AppHost.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly when it is not the entry assembly, as in tests.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>A container registry that replaces the one of every image.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>Whether the dashboard stays off.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The name of the application in the dashboard.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether the dashboard and its endpoints may use plain http.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether console output of resources is also written to the AppHost's log.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>Whether resources are told to trust the developer certificate.</summary>
    public bool? TrustDeveloperCertificate { get; set; }

    /// <summary>Whether https endpoints use the developer certificate unless told otherwise.</summary>
    public bool? DeveloperCertificateDefaultHttpsTerminationEnabled { get; set; }

    /// <summary>The directory of the AppHost project.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectorySet ? _projectDirectory : Metadata("AppHostProjectPath");
        set
        {
            _projectDirectory = value;
            _projectDirectorySet = true;
        }
    }

    internal Assembly? Assembly => _assembly.Value;

    internal bool DashboardEnabled => !DisableDashboard;

    /// <summary>The name of the project file.</summary>
    internal string? ProjectName => Metadata("AppHostProjectName");

    internal string? Configuration => Assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration;

    /// <summary>A value that the build has written into the AppHost's assembly.</summary>
    internal string? Metadata(string key) => Assembly?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => string.Equals(attribute.Key, key, StringComparison.OrdinalIgnoreCase))?
        .Value;

    private Assembly? LoadAssembly()
    {
        if (string.IsNullOrEmpty(AssemblyName))
        {
            return Assembly.GetEntryAssembly();
        }

        try
        {
            return Assembly.Load(AssemblyName);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new InvalidOperationException($"The AppHost assembly '{AssemblyName}' cannot be loaded.", e);
        }
    }
}

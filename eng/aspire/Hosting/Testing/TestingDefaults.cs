using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What differs between an AppHost under test and one that a developer runs.</summary>
internal static class TestingDefaults
{
    private const string ProjectDirectoryKey = "apphostprojectpath";
    private const string OtlpEndpoint = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
    private const string LegacyOtlpEndpoint = "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL";

    private static readonly Dictionary<string, string?> Configuration = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DcpPublisher:ContainerRuntimeInitializationTimeout"] = "00:00:30",
        ["DcpPublisher:RandomizePorts"] = "true",
        ["DcpPublisher:WaitForResourceCleanup"] = "true",
        ["ASPNETCORE_URLS"] = "http://localhost:8080",
        [OtlpEndpoint] = "http://localhost:4317",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
    };

    public static void Apply(
        string[] args,
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings,
        Assembly appHost,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    {
        // A program hands its arguments on; they need not be there twice.
        var passedOn = settings.Args ?? [];
        settings.Args = passedOn.SequenceEqual(args, StringComparer.Ordinal) ? passedOn : [.. passedOn, .. args];
        settings.ApplicationName = appHost.GetName().Name;
        options.Args = settings.Args;
        options.AssemblyName = settings.ApplicationName;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;

        var directory = ProjectDirectory(appHost);
        if (Directory.Exists(directory))
        {
            settings.ContentRootPath = directory;
        }

        AddWhereAbsent(settings, Configuration);
        configure(options, settings);
        AddWhereAbsent(settings, AppHostLaunchProfile.Read(directory, Existing(settings)["DOTNET_LAUNCH_PROFILE"]));
    }

    /// <summary>The AppHost's project directory, which its build writes into the assembly.</summary>
    public static string? ProjectDirectory(Assembly assembly) => assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => string.Equals(metadata.Key, ProjectDirectoryKey, StringComparison.OrdinalIgnoreCase))?.Value;

    public static void ThrowIfInvalid(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        for (var i = 0; i < args.Length; i++)
        {
            ArgumentException.ThrowIfNullOrEmpty(args[i], $"{nameof(args)}[{i}]");
        }
    }

    private static void AddWhereAbsent(HostApplicationBuilderSettings settings, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var existing = Existing(settings);
        var absent = values
            .Where(value => existing[value.Key] is null)
            .Where(value => value.Key != OtlpEndpoint || existing[LegacyOtlpEndpoint] is null)
            .ToArray();
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(absent);
    }

    private static ConfigurationManager Existing(HostApplicationBuilderSettings settings)
    {
        var existing = new ConfigurationManager();
        existing.AddCommandLine(settings.Args ?? []);
        if (settings.Configuration is not null)
        {
            existing.AddConfiguration(settings.Configuration);
        }

        return existing;
    }
}

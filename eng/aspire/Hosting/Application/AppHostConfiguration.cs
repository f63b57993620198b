using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The configuration that an AppHost makes for itself; all keys are Aspire's.</summary>
internal static class AppHostConfiguration
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
        ["--include-exception-details"] = "Pipeline:IncludeExceptionDetails",
        ["--clear-cache"] = "Pipeline:ClearCache",
        ["--yes"] = "Pipeline:SkipConfirmation",
        ["--dcp-cli-path"] = "DcpPublisher:CliPath",
        ["--dcp-container-runtime"] = "DcpPublisher:ContainerRuntime",
        ["--dcp-dependency-check-timeout"] = "DcpPublisher:DependencyCheckTimeout",
        ["--dcp-dashboard-path"] = "DcpPublisher:DashboardPath",
    };

    public static void AddCommandLine(ConfigurationManager configuration, string[] args)
    {
        configuration.AddCommandLine(args, Switches);

        // Tools that know of no steps ask for the manifest as a publisher.
        if (string.Equals(configuration["Publishing:Publisher"], "manifest", StringComparison.OrdinalIgnoreCase))
        {
            configuration["Pipeline:Step"] = NullIfEmpty(configuration["Pipeline:Step"]) ?? "publish-manifest";
            configuration["AppHost:Operation"] = NullIfEmpty(configuration["AppHost:Operation"]) ?? "Publish";
        }
    }

    public static DistributedApplicationExecutionContextOptions ReadOperation(IConfiguration configuration)
    {
        var publisher = configuration["Publishing:Publisher"];
        var operation = configuration["AppHost:Operation"] ?? (publisher is null ? "run" : "publish");
        return operation.ToUpperInvariant() switch
        {
            "RUN" => new(DistributedApplicationOperation.Run),
            "PUBLISH" => new(DistributedApplicationOperation.Publish, publisher ?? "manifest"),
            _ => throw new DistributedApplicationException("Invalid operation specified. Valid operations are 'publish' or 'run'."),
        };
    }

    public static void AddIdentity(ConfigurationManager configuration, DistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        var given = NullIfEmpty(configuration["AppHostSha"]);
        var pathSha = given ?? Sha256(builder.AppHostPath.ToLowerInvariant());
        var nameSha = given ?? Sha256(options.ProjectName ?? builder.Environment.ApplicationName);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AppHost:Directory"] = builder.AppHostDirectory,
            ["AppHost:Path"] = builder.AppHostPath,
            // Only where the path above is no file yet, for want of its ending.
            ["AppHost:FilePath"] = File.Exists($"{builder.AppHostPath}.csproj") ? $"{builder.AppHostPath}.csproj" : null,
            ["AppHost:DashboardApplicationName"] = options.DashboardApplicationName ?? builder.Environment.ApplicationName,
            ["AppHost:PathSha256"] = pathSha,
            ["AppHost:ProjectNameSha256"] = nameSha,
            ["AppHost:Sha256"] = builder.ExecutionContext.IsPublishMode ? nameSha : pathSha,
            ["Aspire:Store:Path"] = NullIfEmpty(options.Metadata("AppHostProjectBaseIntermediateOutputPath")) ?? Path.GetFullPath(builder.AppHostDirectory),
        });
    }

    /// <summary>Makes the keys of the dashboard's doors, unless they are given or the dashboard is to be open.</summary>
    public static void AddDashboardSecrets(ConfigurationManager configuration, IUserSecretsManager userSecrets)
    {
        if (bool.TryParse(Read(configuration, "DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"), out var open) && open)
        {
            configuration["AppHost:ResourceService:AuthMode"] = "Unsecured";
            return;
        }

        // These two become part of what other processes are started with, so they stay the same from run to run.
        userSecrets.GetOrSetSecret(configuration, "AppHost:OtlpApiKey", NewToken);
        userSecrets.GetOrSetSecret(configuration, "AppHost:DashboardApiKey", NewToken);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AppHost:BrowserToken"] = Read(configuration, "DASHBOARD_FRONTEND_BROWSERTOKEN") ?? NewToken(),
            ["AppHost:ResourceService:AuthMode"] = "ApiKey",
            ["AppHost:ResourceService:ApiKey"] = Read(configuration, "DASHBOARD_RESOURCESERVICE_APIKEY") ?? NewToken(),
        });
    }

    private static string? Read(ConfigurationManager configuration, string name)
        => NullIfEmpty(configuration[$"ASPIRE_{name}"]) ?? NullIfEmpty(configuration[$"DOTNET_{name}"]);

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string Sha256(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

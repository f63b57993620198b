using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>An endpoint that a project's settings define.</summary>
internal sealed record KestrelEndpoint(string Name, BindingAddress Address, string? Protocols);

/// <summary>What a project's own settings say about Kestrel.</summary>
internal sealed record KestrelSettings(IReadOnlyList<KestrelEndpoint> Endpoints, string? DefaultProtocols)
{
    public static KestrelSettings Read(IProjectMetadata project)
    {
        var kestrel = (project.Configuration ?? ReadFiles(project)).GetSection("Kestrel");
        var endpoints = kestrel.GetSection("Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null)
            .Select(endpoint => new KestrelEndpoint(endpoint.Key, BindingAddress.Parse(endpoint["Url"]!), endpoint["Protocols"]));
        return new([.. endpoints], kestrel["EndpointDefaults:Protocols"]);
    }

    private static IConfigurationRoot ReadFiles(IProjectMetadata project)
    {
        var directory = Path.GetDirectoryName(project.ProjectPath)!;
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(directory, $"appsettings.{environment}.json"), optional: true)
            .Build();
    }
}

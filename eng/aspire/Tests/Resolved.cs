using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests;

/// <summary>What a resource of a model that is not run would be given.</summary>
internal static class Resolved
{
    public static IDistributedApplicationBuilder Builder(bool publish = false, params (string Key, string Value)[] configuration)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--environment", "Development", .. publish ? ["--operation", "publish", "--step", "publish"] : Array.Empty<string>()],
            DisableDashboard = true,
        });
        builder.Configuration.AddInMemoryCollection(configuration.ToDictionary(value => value.Key, string? (value) => value.Value));
        return builder;
    }

    public static void Allocate(IResourceWithEndpoints resource, string endpoint, int port)
    {
        var annotation = resource.Annotations.OfType<EndpointAnnotation>().Single(annotation => annotation.Name == endpoint);
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, "localhost", port, EndpointBindingMode.SingleAddress, targetPortExpression: $"{port + 1}");
    }

    public static async Task<Dictionary<string, string>> EnvironmentAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        var result = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().BuildAsync(Context(builder));
        return result.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => variable.Value);
    }

    public static async Task<string[]> ArgumentsAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        var result = await ExecutionConfigurationBuilder.Create(resource).WithArgumentsConfig().BuildAsync(Context(builder));
        return [.. result.Arguments.Select(argument => argument.Value)];
    }

    // The builder's own context has services only once it has built, and then the model is closed.
    private static DistributedApplicationExecutionContext Context(IDistributedApplicationBuilder builder)
        => new(new DistributedApplicationExecutionContextOptions(builder.ExecutionContext.Operation) { Services = builder.Services.BuildServiceProvider() });

    public static async Task<Dictionary<string, string?>> PropertiesAsync(IResourceWithConnectionString resource)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, expression) in resource.GetConnectionProperties())
        {
            values[name] = await expression.GetValueAsync(CancellationToken.None);
        }

        return values;
    }
}

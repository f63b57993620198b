using Microsoft.Extensions.Configuration;
using Sage.AppHost.Aws.Customization;

namespace Sage.AppHost.Published;

/// <summary>What the backend is told when it is published, and would not need on a laptop.</summary>
internal static class PublishedBackendExtensions
{
    private const string AnthropicKey = "anthropic-api-key";

    // CloudFront and the load balancer.
    private const string ProxiesInFront = "2";

    public static IResourceBuilder<ProjectResource> WithPublishedSettings(this IResourceBuilder<ProjectResource> backend)
    {
        var builder = backend.ApplicationBuilder;
        if (builder.ExecutionContext.IsRunMode)
        {
            return backend;
        }

        // Everything but the chat works without the key, so it may be empty and filled in later.
        var key = builder.AddParameter(AnthropicKey, () => builder.Configuration[$"Parameters:{AnthropicKey}"] ?? "", secret: true)
            .WithDescription("The API key of Anthropic, for the chat with Claude.");
        return backend.WithEnvironment("Anthropic__ApiKey", key).WithEnvironment("ForwardedHeaders__Hops", ProxiesInFront)
            .PublishAsFargateService(settings => settings.HealthArguments = ["--healthcheck"]);
    }
}

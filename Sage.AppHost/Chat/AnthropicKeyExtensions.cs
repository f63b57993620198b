using Microsoft.Extensions.Configuration;

namespace Sage.AppHost.Chat;

/// <summary>The key of Claude's API, the secret parameter <c>anthropic-api-key</c>.</summary>
internal static class AnthropicKeyExtensions
{
    private const string Name = "anthropic-api-key";

    /// <summary>Passes the key to the published backend. Without one everything but the chat works, so it may be empty and filled in later.</summary>
    public static IResourceBuilder<ProjectResource> WithAnthropicKey(this IResourceBuilder<ProjectResource> backend)
    {
        var builder = backend.ApplicationBuilder;
        return builder.ExecutionContext.IsRunMode ? backend : backend.WithEnvironment("Anthropic__ApiKey", builder
            .AddParameter(Name, () => builder.Configuration[$"Parameters:{Name}"] ?? "", secret: true)
            .WithDescription("The API key of Anthropic, for the chat with Claude."));
    }
}

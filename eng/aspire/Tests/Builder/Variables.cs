using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Builder;

/// <summary>The environment variables that a resource's callbacks set.</summary>
internal static class Variables
{
    public static async Task<Dictionary<string, object>> RawAsync<T>(IResourceBuilder<T> builder)
        where T : IResource
    {
        var context = new EnvironmentCallbackContext(builder.ApplicationBuilder.ExecutionContext, builder.Resource, [], TestContext.Current.CancellationToken);
        foreach (var annotation in builder.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    /// <summary>As they are published; OpenTelemetry's are left out.</summary>
    public static async Task<string> PublishedAsync<T>(IResourceBuilder<T> builder)
        where T : IResource
    {
        var lines = (await RawAsync(builder))
            .Where(v => !v.Key.StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(v => $"{v.Key}={(v.Value as IManifestExpressionProvider)?.ValueExpression ?? Convert.ToString(v.Value, CultureInfo.InvariantCulture)}");
        return string.Join('\n', lines);
    }
}

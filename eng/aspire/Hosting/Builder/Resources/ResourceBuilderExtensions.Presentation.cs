using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Shows the resource with an icon of the Fluent set.</summary>
    public static IResourceBuilder<T> WithIconName<T>(this IResourceBuilder<T> builder, string iconName, IconVariant iconVariant = IconVariant.Filled)
        where T : IResource
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(iconName);
        return builder.WithAnnotation(new ResourceIconAnnotation(iconName, iconVariant), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Leaves the resource out of what is shown.</summary>
    public static IResourceBuilder<T> WithHidden<T>(this IResourceBuilder<T> builder)
        where T : IResource
        => builder.WithAnnotation(new HiddenAnnotation(HiddenBehavior.Always), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Stops showing the resource once it has ended with the exit code.</summary>
    public static IResourceBuilder<T> WithHiddenOnCompletion<T>(this IResourceBuilder<T> builder, int exitCode)
        where T : IResource
        => builder.WithHiddenOnCompletion([exitCode]);

    /// <summary>Stops showing the resource once it has ended with one of the exit codes; 0 if none is given.</summary>
    public static IResourceBuilder<T> WithHiddenOnCompletion<T>(this IResourceBuilder<T> builder, params int[] exitCodes)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(exitCodes);
        return builder.WithAnnotation(
            new HiddenAnnotation(HiddenBehavior.OnCompletion) { SuccessfulExitCodes = exitCodes.Length > 0 ? [.. exitCodes] : [0] },
            ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Keeps the resource away from the dashboard's MCP server.</summary>
    public static IResourceBuilder<T> ExcludeFromMcp<T>(this IResourceBuilder<T> builder)
        where T : IResource
        => builder.WithAnnotation(new ExcludeFromMcpAnnotation());
}

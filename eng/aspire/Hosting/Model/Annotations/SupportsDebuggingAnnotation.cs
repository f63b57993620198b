namespace Aspire.Hosting.ApplicationModel;

/// <summary>An IDE could run the resource.</summary>
internal sealed class SupportsDebuggingAnnotation(string launchConfigurationType) : IResourceAnnotation
{
    public string LaunchConfigurationType { get; } = launchConfigurationType;
}

internal static class SupportsDebuggingExtensions
{
    public static IResourceBuilder<T> WithDebugSupport<T>(this IResourceBuilder<T> builder, string launchConfigurationType)
        where T : IResource
        => builder.ApplicationBuilder.ExecutionContext.IsRunMode ? builder.WithAnnotation(new SupportsDebuggingAnnotation(launchConfigurationType)) : builder;
}

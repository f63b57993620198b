using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how a resource is described in a manifest, or that it is not part of it.</summary>
public class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Describes the resource; null leaves it out.</summary>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback)
        => Callback = callback is null ? null : context =>
        {
            callback(context);
            return Task.CompletedTask;
        };

    /// <summary>Describes the resource; null leaves it out.</summary>
    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) => Callback = callback;

    /// <summary>Leaves the resource out.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);

    /// <summary>The callback.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }
}

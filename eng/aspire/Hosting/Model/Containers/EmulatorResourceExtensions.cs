using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Questions about emulators.</summary>
public static class EmulatorResourceExtensions
{
    /// <summary>The resource stands for another one that runs on this machine only.</summary>
    public static bool IsEmulator(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.HasAnnotationOfType<EmulatorResourceAnnotation>();
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Publishing;

/// <summary>Where a built image goes.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum ContainerImageDestination
{
    /// <summary>To a registry.</summary>
    Registry,

    /// <summary>Into a file.</summary>
    Archive,
}

/// <summary>The format of an image.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum ContainerImageFormat
{
    /// <summary>Docker's.</summary>
    Docker,

    /// <summary>That of the Open Container Initiative.</summary>
    Oci,
}

/// <summary>The platforms an image is built for.</summary>
[Flags]
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "Aspire's name.")]
[SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "Aspire has none.")]
[SuppressMessage("Naming", "CA1714:Flags enums should have plural names", Justification = "Aspire's name.")]
public enum ContainerTargetPlatform
{
    /// <summary>Linux on x64.</summary>
    LinuxAmd64 = 1,

    /// <summary>Linux on ARM64.</summary>
    LinuxArm64 = 2,

    /// <summary>Linux on both.</summary>
    AllLinux = LinuxAmd64 | LinuxArm64,

    /// <summary>Linux on ARM.</summary>
    LinuxArm = 4,

    /// <summary>Linux on x86.</summary>
    Linux386 = 8,

    /// <summary>Windows on x64.</summary>
    WindowsAmd64 = 16,

    /// <summary>Windows on ARM64.</summary>
    WindowsArm64 = 32,
}

/// <summary>Builds and pushes the images of resources.</summary>
[Experimental("ASPIREPIPELINES003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IResourceContainerImageManager
{
    /// <summary>Builds the image of a resource.</summary>
    Task BuildImageAsync(ApplicationModel.IResource resource, CancellationToken cancellationToken = default);

    /// <summary>Builds the images of several resources.</summary>
    Task BuildImagesAsync(IEnumerable<ApplicationModel.IResource> resources, CancellationToken cancellationToken = default);

    /// <summary>Pushes the image of a resource to its registry.</summary>
    Task PushImageAsync(ApplicationModel.IResource resource, CancellationToken cancellationToken);
}

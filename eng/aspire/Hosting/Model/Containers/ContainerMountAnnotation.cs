using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kinds of mounts.</summary>
public enum ContainerMountType
{
    /// <summary>A folder of the host.</summary>
    BindMount,

    /// <summary>A volume of the engine.</summary>
    Volume,
}

/// <summary>A mount of a container.</summary>
[DebuggerDisplay("{Type} {Source,nq} -> {Target,nq}")]
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Creates the mount.</summary>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (type == ContainerMountType.BindMount)
        {
            if (string.IsNullOrEmpty(source))
            {
                throw new ArgumentNullException(nameof(source), "Bind mounts must specify a source path.");
            }

            if (!Path.IsPathRooted(source))
            {
                throw new ArgumentException("Bind mounts must specify an absolute path.", nameof(source));
            }
        }

        if (type == ContainerMountType.Volume && string.IsNullOrEmpty(source) && isReadOnly)
        {
            throw new ArgumentException("Anonymous volumes cannot be read-only.", nameof(isReadOnly));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The folder of the host or the name of the volume; null for an anonymous volume.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>The kind.</summary>
    public ContainerMountType Type { get; }

    /// <summary>The container cannot write to it.</summary>
    public bool IsReadOnly { get; }
}

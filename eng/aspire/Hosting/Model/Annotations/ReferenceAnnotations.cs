using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which kinds of variables a reference to another resource sets.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The connection string.</summary>
    ConnectionString = 1 << 0,

    /// <summary>Host, port and so on of a connection.</summary>
    ConnectionProperties = 1 << 1,

    /// <summary>services__name__endpoint__index.</summary>
    ServiceDiscovery = 1 << 2,

    /// <summary>NAME_ENDPOINT.</summary>
    Endpoints = 1 << 3,

    /// <summary>All kinds.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}

/// <summary>Which kinds of variables references set in this resource.</summary>
public sealed class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
{
    /// <summary>The kinds.</summary>
    public ReferenceEnvironmentInjectionFlags Flags { get; } = flags;
}

/// <summary>Adds a connection property to a resource, or replaces one.</summary>
public sealed class ConnectionPropertyAnnotation(string name, ReferenceExpression referenceExpression) : IResourceAnnotation
{
    /// <summary>The property.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>Its value.</summary>
    public ReferenceExpression Value { get; } = referenceExpression ?? throw new ArgumentNullException(nameof(referenceExpression));
}

/// <summary>Users of the resource get the connection string of another one.</summary>
public class ConnectionStringRedirectAnnotation(IResourceWithConnectionString resource) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResourceWithConnectionString Resource { get; } = resource ?? throw new ArgumentNullException(nameof(resource));
}

/// <summary>A relation between resources, for people.</summary>
[DebuggerDisplay("{Type,nq} {Resource.Name,nq}")]
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The kind: Parent, Reference, WaitFor, or any other.</summary>
    public string Type { get; } = type;
}

/// <summary>The kinds of relations with a meaning.</summary>
internal static class KnownRelationshipTypes
{
    public const string Parent = "Parent";
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
}

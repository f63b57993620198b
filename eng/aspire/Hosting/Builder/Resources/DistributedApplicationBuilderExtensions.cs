using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finding resources that were added earlier.</summary>
public static class DistributedApplicationBuilderExtensions
{
    /// <summary>A builder for the resource with the name, in any letter case.</summary>
    public static IResourceBuilder<T> CreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name)
        where T : IResource
        => Find(builder, name) switch
        {
            null => throw new InvalidOperationException($"Resource '{name}' was not found."),
            T resource => builder.CreateResourceBuilder(resource),
            var other => throw new InvalidOperationException($"Resource '{name}' of type '{other.GetType()}' is not assignable to requested type '{typeof(T).Name}'."),
        };

    /// <summary>A builder for the resource with the name, if there is one of that type.</summary>
    public static bool TryCreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name, [NotNullWhen(true)] out IResourceBuilder<T>? resourceBuilder)
        where T : IResource
    {
        resourceBuilder = Find(builder, name) is T resource ? builder.CreateResourceBuilder(resource) : null;
        return resourceBuilder is not null;
    }

    private static IResource? Find(IDistributedApplicationBuilder builder, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Resources.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));
    }
}

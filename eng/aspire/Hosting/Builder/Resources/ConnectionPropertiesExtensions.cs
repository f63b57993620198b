using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Combining the named parts of connections.</summary>
public static class ConnectionPropertiesExtensions
{
    /// <summary>The source's parts with the additional ones put over them.</summary>
    public static IEnumerable<KeyValuePair<string, ReferenceExpression>> CombineProperties(this IResourceWithConnectionString source, IEnumerable<KeyValuePair<string, ReferenceExpression>> additional)
    {
        ArgumentNullException.ThrowIfNull(additional);

        var properties = new Dictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in source.GetConnectionProperties().Concat(additional))
        {
            properties[name] = value;
        }

        return properties;
    }
}

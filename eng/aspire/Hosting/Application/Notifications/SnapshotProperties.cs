using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Properties of snapshots by name.</summary>
internal static class SnapshotProperties
{
    public static ImmutableArray<ResourcePropertySnapshot> SetResourceProperty(this ImmutableArray<ResourcePropertySnapshot> properties, string name, object value)
        => properties.SetResourceProperty(new ResourcePropertySnapshot(name, value));

    public static ImmutableArray<ResourcePropertySnapshot> SetResourceProperty(this ImmutableArray<ResourcePropertySnapshot> properties, ResourcePropertySnapshot property)
    {
        var index = IndexOf(properties, property.Name);
        return index < 0 ? properties.Add(property) : properties.SetItem(index, property);
    }

    public static ImmutableArray<ResourcePropertySnapshot> RemoveResourceProperty(this ImmutableArray<ResourcePropertySnapshot> properties, string name)
    {
        var index = IndexOf(properties, name);
        return index < 0 ? properties : properties.RemoveAt(index);
    }

    private static int IndexOf(ImmutableArray<ResourcePropertySnapshot> properties, string name)
    {
        for (var i = 0; i < properties.Length; i++)
        {
            if (string.Equals(properties[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

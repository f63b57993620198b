using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps names unique.</summary>
internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    private readonly Dictionary<string, IResource> _byName = new(StringComparers.ResourceName);

    public ResourceCollection()
    {
    }

    public ResourceCollection(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            Add(resource);
        }
    }

    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
    {
        resource = name is null ? null : _byName.GetValueOrDefault(name);
        return resource is not null;
    }

    protected override void InsertItem(int index, IResource item)
    {
        ThrowIfTaken(item, except: null);
        base.InsertItem(index, item);
        _byName.Add(item.Name, item);
    }

    protected override void SetItem(int index, IResource item)
    {
        var old = this[index];
        ThrowIfTaken(item, except: old);
        base.SetItem(index, item);
        _byName.Remove(old.Name);
        _byName.Add(item.Name, item);
    }

    protected override void RemoveItem(int index)
    {
        _byName.Remove(this[index].Name);
        base.RemoveItem(index);
    }

    protected override void ClearItems()
    {
        _byName.Clear();
        base.ClearItems();
    }

    private void ThrowIfTaken(IResource item, IResource? except)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (_byName.TryGetValue(item.Name, out var existing) && !ReferenceEquals(existing, except))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{item.GetType()}' with name '{item.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }
    }
}

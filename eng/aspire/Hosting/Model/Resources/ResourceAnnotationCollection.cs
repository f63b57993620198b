using System.Collections;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Annotations of a resource. Readers see a snapshot, so adding while another thread enumerates is safe.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    /// <summary>Creates an empty collection.</summary>
    public ResourceAnnotationCollection() : base(new SnapshotList())
    {
    }

    // Collection<T> computes indexes outside our update; another thread may have shortened the list meanwhile.
    private sealed class SnapshotList : IList<IResourceAnnotation>
    {
        private ImmutableArray<IResourceAnnotation> _items = [];

        public int Count => _items.Length;

        public bool IsReadOnly => false;

        public IResourceAnnotation this[int index]
        {
            get => _items[index];
            set => Update(items => index < items.Length ? items.SetItem(index, value) : items);
        }

        public void Add(IResourceAnnotation item) => Update(items => items.Add(item));

        public void Clear() => Update(static _ => []);

        public bool Contains(IResourceAnnotation item) => _items.Contains(item);

        public void CopyTo(IResourceAnnotation[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        public int IndexOf(IResourceAnnotation item) => _items.IndexOf(item);

        public void Insert(int index, IResourceAnnotation item) => Update(items => items.Insert(Math.Min(index, items.Length), item));

        public bool Remove(IResourceAnnotation item) => Update(items => items.Remove(item));

        public void RemoveAt(int index) => Update(items => index < items.Length ? items.RemoveAt(index) : items);

        public IEnumerator<IResourceAnnotation> GetEnumerator() => ((IEnumerable<IResourceAnnotation>)_items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private bool Update(Func<ImmutableArray<IResourceAnnotation>, ImmutableArray<IResourceAnnotation>> change)
            => ImmutableInterlocked.Update(ref _items, change);
    }
}

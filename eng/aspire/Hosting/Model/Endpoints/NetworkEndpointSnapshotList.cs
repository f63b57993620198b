using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint on one network.</summary>
public record class NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);

/// <summary>The addresses of an endpoint on all networks.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly ConcurrentDictionary<NetworkIdentifier, NetworkEndpointSnapshot> _snapshots = new();

    /// <summary>Creates an empty list.</summary>
    public NetworkEndpointSnapshotList()
    {
    }

    internal NetworkEndpointSnapshotList(NetworkIdentifier networkId, ValueSnapshot<AllocatedEndpoint> snapshot)
        => _snapshots[networkId] = new(snapshot, networkId);

    /// <summary>Sets the address on a network.</summary>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        if (endpoint.NetworkID != networkId)
        {
            throw new ArgumentException($"AllocatedEndpoint must use the same network as the {nameof(networkId)} parameter", nameof(endpoint));
        }

        For(networkId).SetValue(endpoint);
    }

    /// <summary>The address on a network; waits until there is one.</summary>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default)
        => For(networkId).GetValueAsync(cancellationToken);

    /// <inheritdoc/>
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator() => _snapshots.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryGetAllocatedEndpoint(NetworkIdentifier networkId, [NotNullWhen(true)] out AllocatedEndpoint? endpoint)
    {
        endpoint = null;
        return _snapshots.TryGetValue(networkId, out var snapshot) && snapshot.Snapshot.TryGetValue(out endpoint);
    }

    private ValueSnapshot<AllocatedEndpoint> For(NetworkIdentifier networkId)
        => _snapshots.GetOrAdd(networkId, static id => new(new(), id)).Snapshot;
}

namespace Sage.Api.Caching;

/// <summary>At most one flight per key. It is given up when the last caller has left, not when the first one does.</summary>
internal sealed class Flights
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, object> _flights = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _flights.Count;
            }
        }
    }

    /// <summary>Joins the flight of this key, or starts it. Each call needs one of <see cref="LeaveAsync"/>.</summary>
    public Flight<T> Board<T>(string key, Func<CancellationToken, Task<T>> work)
    {
        Flight<T> flight;
        lock (_gate)
        {
            if (_flights.TryGetValue(key, out var under))
            {
                flight = (Flight<T>)under;
                flight.Callers++;
                return flight;
            }

            _flights[key] = flight = new Flight<T> { Callers = 1 };
        }

        _ = FlyAsync(key, flight, work);
        return flight;
    }

    /// <param name="letItFly">The result is wanted, later and by others.</param>
    public Task LeaveAsync<T>(string key, Flight<T> flight, bool letItFly = false)
    {
        lock (_gate)
        {
            flight.Callers--;
            flight.Unattended |= letItFly;
            if (flight.Callers > 0 || flight.Unattended || flight.Landed.IsCompleted)
            {
                return Task.CompletedTask;
            }

            // Whoever comes from now on starts anew.
            Remove(key, flight);
        }

        return flight.AbandonAsync();
    }

    private async Task FlyAsync<T>(string key, Flight<T> flight, Func<CancellationToken, Task<T>> work)
    {
        await flight.FlyAsync(work);
        lock (_gate)
        {
            Remove(key, flight);
        }
    }

    private void Remove(string key, object flight)
    {
        if (_flights.TryGetValue(key, out var current) && ReferenceEquals(current, flight))
        {
            _flights.Remove(key);
        }
    }
}

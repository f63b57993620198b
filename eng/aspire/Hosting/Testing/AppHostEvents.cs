using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>The steps of an AppHost on its way to a running application; each may still change what follows.</summary>
internal interface IAppHostObserver
{
    void OnConstructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
    }

    void OnConstructed(DistributedApplicationBuilder builder)
    {
    }

    void OnBuilding(DistributedApplicationBuilder builder)
    {
    }

    void OnBuilt(DistributedApplication application)
    {
    }
}

/// <summary>Hears the builder's diagnostic events of one flow of execution, so that several AppHosts can run in one process.</summary>
internal sealed class AppHostEvents : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string ListenerName = "Aspire.Hosting";
    private static readonly AsyncLocal<AppHostEvents?> Current = new();

    private readonly IAppHostObserver _observer;
    private readonly AppHostEvents? _previous = Current.Value;
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    private AppHostEvents(IAppHostObserver observer) => _observer = observer;

    /// <summary>Observes the AppHosts that the calling thread, and what it starts, builds.</summary>
    public static AppHostEvents Observe(IAppHostObserver observer)
    {
        var events = new AppHostEvents(observer);
        Current.Value = events;
        events._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(events));
        return events;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == ListenerName)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
        {
            return;
        }

        switch (value)
        {
            case { Key: "DistributedApplicationBuilderConstructing", Value: ValueTuple<DistributedApplicationOptions, HostApplicationBuilderSettings> (var options, var settings) }:
                _observer.OnConstructing(options, settings);
                break;
            case { Key: "DistributedApplicationBuilderConstructed", Value: DistributedApplicationBuilder builder }:
                _observer.OnConstructed(builder);
                break;
            case { Key: "DistributedApplicationBuilding", Value: DistributedApplicationBuilder builder }:
                _observer.OnBuilding(builder);
                break;
            case { Key: "DistributedApplicationBuilt", Value: DistributedApplication application }:
                _observer.OnBuilt(application);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }

        Current.Value = _previous;
    }
}

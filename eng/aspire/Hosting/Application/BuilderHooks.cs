using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Tells the testing library of an application that its AppHost builds; the names are those of Aspire's diagnostic source.</summary>
internal static class BuilderHooks
{
    public const string ListenerName = "Aspire.Hosting";
    public const string ConstructingEvent = "DistributedApplicationBuilderConstructing";
    public const string ConstructedEvent = "DistributedApplicationBuilderConstructed";
    public const string BuildingEvent = "DistributedApplicationBuilding";
    public const string BuiltEvent = "DistributedApplicationBuilt";

    public static void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) => Write(ConstructingEvent, (options, settings));

    public static void Constructed(DistributedApplicationBuilder builder) => Write(ConstructedEvent, builder);

    public static void Building(DistributedApplicationBuilder builder) => Write(BuildingEvent, builder);

    public static void Built(DistributedApplication application) => Write(BuiltEvent, application);

    private static void Write(string name, object value)
    {
        // Observers of all listeners hear of a new one when it is made, so it is made for each event.
        using var listener = new DiagnosticListener(ListenerName);
        if (listener.IsEnabled() && listener.IsEnabled(name))
        {
            listener.Write(name, value);
        }
    }
}

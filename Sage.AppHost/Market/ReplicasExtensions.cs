using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Sage.AppHost.Market;

/// <summary><c>Sage:Replicas</c>: several backends locally, as in the cloud. One holds the feed lease, the others take over when it dies.</summary>
internal static class ReplicasExtensions
{
    private const string Key = "Sage:Replicas";
    private const int Most = 8;

    public static IResourceBuilder<ProjectResource> WithReplicasFromSettings(this IResourceBuilder<ProjectResource> backend)
    {
        var builder = backend.ApplicationBuilder;
        if (builder.Configuration[Key] is not { } text)
        {
            return backend;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var replicas) || replicas is < 1 or > Most)
        {
            throw new DistributedApplicationException($"{Key} is '{text}'; it must be a number from 1 to {Most}.");
        }

        // Published, the number belongs to the service's scaling.
        return builder.ExecutionContext.IsRunMode ? backend.WithReplicas(replicas) : backend;
    }
}

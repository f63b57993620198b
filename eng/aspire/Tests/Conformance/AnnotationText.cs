using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>Annotations in the words of the conformance data.</summary>
internal static class AnnotationText
{
    public static string Of(IResourceAnnotation annotation) => annotation switch
    {
        EndpointAnnotation e => $"EndpointAnnotation name={e.Name} scheme={e.UriScheme} transport={e.Transport} protocol={e.Protocol} port={Number(e.Port)} targetPort={Number(e.TargetPort)} "
            + $"external={e.IsExternal} proxied={e.IsProxied} explicit={e.IsExplicitlyProxied?.ToString() ?? "null"} tls={e.TlsEnabled} host={e.TargetHost} excludeRef={e.ExcludeReferenceEndpoint} network={e.DefaultNetworkID.Value}",
        WaitAnnotation w => $"WaitAnnotation {w.WaitType} {w.Resource.Name} behavior={w.WaitBehavior?.ToString() ?? "null"} exitCode={Number(w.ExitCode)}",
        ResourceRelationshipAnnotation r => $"ResourceRelationshipAnnotation {r.Type} {r.Resource.Name}",
        ContainerImageAnnotation c => $"ContainerImageAnnotation {c.Registry}/{c.Image}:{c.Tag} sha={c.SHA256}",
        HealthCheckAnnotation h => $"HealthCheckAnnotation {h.Key}",
        ReplicaAnnotation r => $"ReplicaAnnotation {Number(r.Replicas)}",
        ContainerLifetimeAnnotation l => $"ContainerLifetimeAnnotation {l.Lifetime}",
        EndpointReferenceAnnotation r => $"EndpointReferenceAnnotation {r.Resource.Name} all={r.UseAllEndpoints} names=[{string.Join(',', r.EndpointNames)}]",
        LaunchProfileAnnotation p => $"LaunchProfileAnnotation {p.LaunchProfileName}",
        ResourceUrlAnnotation u => $"ResourceUrlAnnotation {u.Url} '{u.DisplayText}'",
        _ => annotation.GetType().Name,
    };

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}

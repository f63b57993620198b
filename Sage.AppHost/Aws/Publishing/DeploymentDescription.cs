using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Publishing;

/// <summary>Writes <c>deployment.json</c>: in which order things are done that a cloud assembly does not say.</summary>
internal static class DeploymentDescription
{
    public static Task WriteAsync(AwsPlan plan, string directory, CancellationToken cancellationToken)
        => File.WriteAllTextAsync(Path.Combine(directory, "deployment.json"), plan.Names.Prefix, cancellationToken);
}

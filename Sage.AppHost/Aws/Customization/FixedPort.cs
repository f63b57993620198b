namespace Sage.AppHost.Aws.Customization;

/// <summary>The one property that a customization may not change: connection strings and security groups have it already.</summary>
internal static class FixedPort
{
    /// <exception cref="DistributedApplicationException">The port is another one.</exception>
    public static void Check(IResource resource, double? port, int known)
    {
        if (port != known)
        {
            throw new DistributedApplicationException($"'{resource.Name}' cannot have the port {port}: the tasks and the security groups know {known}.");
        }
    }
}

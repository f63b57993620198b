using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dcp;

/// <summary>What clients on this machine use for the host that an endpoint listens on.</summary>
internal static class TargetAddress
{
    public static (string Address, EndpointBindingMode Binding) Of(string? targetHost)
    {
        if (string.IsNullOrEmpty(targetHost) || EndpointHostHelpers.IsLocalhostOrLocalhostTld(targetHost))
        {
            return (KnownHostNames.Localhost, EndpointBindingMode.SingleAddress);
        }

        if (!IPAddress.TryParse(targetHost, out var address))
        {
            // Kestrel binds any other name, "*" and "+" among them, to everything.
            return (KnownHostNames.Localhost, EndpointBindingMode.DualStackAnyAddresses);
        }

        if (address.Equals(IPAddress.Any))
        {
            return (KnownHostNames.Localhost, EndpointBindingMode.IPv4AnyAddresses);
        }

        return address.Equals(IPAddress.IPv6Any)
            ? (KnownHostNames.Localhost, EndpointBindingMode.IPv6AnyAddresses)
            : (targetHost, EndpointBindingMode.SingleAddress);
    }
}

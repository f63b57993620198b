using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Names and values of the environment variables that a reference sets.</summary>
internal static class ReferenceVariables
{
    public static ReferenceEnvironmentInjectionFlags WantedBy(IResource resource)
        => resource.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var annotation)
            ? annotation.Flags
            : ReferenceEnvironmentInjectionFlags.All;

    public static string Discovery(string service, string scheme, int index = 0) => $"services__{service}__{scheme}__{index}";

    public static void AddConnection(Dictionary<string, object> variables, IResourceWithConnectionString resource, string name, bool optional, ReferenceEnvironmentInjectionFlags flags)
    {
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
        {
            variables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"] = new ConnectionStringReference(resource, optional);
        }

        if (!flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
        {
            return;
        }

        var prefix = name.Length == 0 ? "" : $"{EnvironmentVariableNameEncoder.Encode(name).ToUpperInvariant()}_";
        var added = resource.Annotations.OfType<ConnectionPropertyAnnotation>().Select(a => KeyValuePair.Create(a.Name, a.Value));
        foreach (var (property, value) in resource.GetConnectionProperties().Concat(added))
        {
            variables[prefix + property.ToUpperInvariant()] = value;
        }
    }

    public static void AddEndpoints(EnvironmentCallbackContext context, EndpointReferenceAnnotation reference, string? alias)
    {
        var variables = context.EnvironmentVariables;
        var flags = WantedBy(context.Resource);
        var service = alias ?? reference.Resource.Name;
        // A name that the caller chose keeps its letter case.
        var prefix = EnvironmentVariableNameEncoder.Encode(alias ?? service.ToUpperInvariant());

        foreach (var endpoint in reference.Resource.GetEndpoints(reference.ContextNetworkId))
        {
            var included = reference.EndpointNames.Contains(endpoint.EndpointName)
                || (reference.UseAllEndpoints && !endpoint.ExcludeReferenceEndpoint);
            if (!included)
            {
                continue;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                variables[$"{prefix}_{EnvironmentVariableNameEncoder.Encode(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                var scheme = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
                var index = 0;
                while (variables.ContainsKey(Discovery(service, scheme, index)))
                {
                    index++;
                }

                variables[Discovery(service, scheme, index)] = endpoint;
            }
        }
    }
}

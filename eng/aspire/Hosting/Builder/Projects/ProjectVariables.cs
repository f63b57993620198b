using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Tells ASP.NET Core where to listen.</summary>
internal static class ProjectVariables
{
    public static void SetUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        var variables = context.EnvironmentVariables;
        if (variables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }

        var endpoints = Listening(project).ToArray();
        if (Array.Find(endpoints, e => e.EndpointAnnotation.UriScheme is "https") is { } https)
        {
            variables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }

        if (endpoints.Length > 0)
        {
            variables["ASPNETCORE_URLS"] = Join(endpoints, (urls, e) =>
                urls.Append($"{e.Property(EndpointProperty.Scheme)}://{e.EndpointAnnotation.TargetHost}:{e.Property(EndpointProperty.TargetPort)}"));
        }
    }

    public static void SetPorts(EnvironmentCallbackContext context, ProjectResource project)
    {
        foreach (var (variable, scheme) in new[] { ("HTTP_PORTS", "http"), ("HTTPS_PORTS", "https") })
        {
            var endpoints = Listening(project)
                .Where(e => string.Equals(e.EndpointAnnotation.UriScheme, scheme, StringComparison.Ordinal) && e.EndpointAnnotation != Defaults(project).DefaultHttpsEndpoint)
                .ToArray();
            if (endpoints.Length > 0 && !context.EnvironmentVariables.ContainsKey(variable))
            {
                context.EnvironmentVariables[variable] = Join(endpoints, (ports, e) => ports.Append($"{e.Property(EndpointProperty.TargetPort)}"));
            }
        }
    }

    // Endpoints in the Kestrel section win over ASPNETCORE_URLS, so each is overridden under its own name.
    public static void OverrideKestrelUrls(EnvironmentCallbackContext context, ProjectResource project)
    {
        var defaults = Defaults(project);
        if (!defaults.HasKestrelEndpoints)
        {
            return;
        }

        foreach (var endpoint in Listening(project).Where(e => e.EndpointAnnotation != defaults.DefaultHttpsEndpoint))
        {
            var host = context.ExecutionContext.IsRunMode ? defaults.KestrelEndpointAnnotationHosts.GetValueOrDefault(endpoint.EndpointAnnotation, "*") : "*";
            context.EnvironmentVariables[$"Kestrel__Endpoints__{endpoint.EndpointName}__Url"] =
                ReferenceExpression.Create($"{endpoint.EndpointAnnotation.UriScheme}://{host}:{endpoint.Property(EndpointProperty.TargetPort)}");
        }
    }

    private static ProjectLaunchDefaultsAnnotation Defaults(ProjectResource project)
        => project.Annotations.OfType<ProjectLaunchDefaultsAnnotation>().Single();

    private static ReferenceExpression Join(IEnumerable<EndpointReference> endpoints, Action<ReferenceExpressionBuilder, EndpointReference> append)
    {
        var joined = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            if (!joined.IsEmpty)
            {
                joined.AppendLiteral(";");
            }

            append(joined, endpoint);
        }

        return joined.Build();
    }

    // An endpoint with a variable of its own is the project's business.
    private static IEnumerable<EndpointReference> Listening(ProjectResource project)
    {
        var filters = project.Annotations.OfType<EndpointEnvironmentInjectionFilterAnnotation>().Select(a => a.Filter).ToArray();
        return project.GetEndpoints().Where(e =>
            e.EndpointAnnotation is { UriScheme: "http" or "https", TargetPortEnvironmentVariable: null }
            && Array.TrueForAll(filters, filter => filter(e.EndpointAnnotation)));
    }
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>What every project gets: telemetry, console logs, launch profile, endpoints.</summary>
internal static class ProjectDefaults
{
    public static IResourceBuilder<T> WithDefaults<T>(this IResourceBuilder<T> builder, ProjectResourceOptions options)
        where T : ProjectResource
    {
        IResourceBuilder<ProjectResource> project = builder;
        var execution = project.ApplicationBuilder.ExecutionContext;
        project.WithDebugSupport("project");
        AddTelemetry(project);
        AddCertificates(project);
        if (execution.IsRunMode)
        {
            ProjectRebuilderResource.Add(project);
        }
        else
        {
            TrustForwardedHeaders(project);
        }

        AnnotateLaunchProfile(project, options);
        var profile = project.Resource.GetEffectiveLaunchProfile(throwIfNotFound: true);

        var kestrel = KestrelSettings.Read(project.Resource.GetProjectMetadata());
        var endpoints = new ProjectEndpoints(project, options.ExcludeKestrelEndpoints ? kestrel with { Endpoints = [] } : kestrel);
        endpoints.AddKestrelEndpoints();
        var hasKestrelEndpoints = project.Resource.Annotations.OfType<ProjectLaunchDefaultsAnnotation>().Single().HasKestrelEndpoints;
        project.WithEnvironment(context => ProjectVariables.OverrideKestrelUrls(context, project.Resource));

        if (execution.IsRunMode)
        {
            Run(project, hasKestrelEndpoints ? null : endpoints, profile);
        }
        else
        {
            Publish(project, endpoints, hasKestrelEndpoints, profile);
        }

        return builder;
    }

    private static void AddTelemetry(IResourceBuilder<ProjectResource> project)
    {
        project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory");
        if (project.ApplicationBuilder.ExecutionContext.IsRunMode && project.ApplicationBuilder.Environment.IsDevelopment())
        {
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true");
            project.WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true");
        }

        project.WithOtlpExporter().WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsRunMode)
            {
                // The dashboard shows colours and one text line per message.
                context.EnvironmentVariables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
                context.EnvironmentVariables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
            }
        });
    }

    // No certificate reaches a resource here; whoever publishes the model can call these.
    private static void AddCertificates(IResourceBuilder<ProjectResource> project)
        => project
            .WithAnnotation(new CertificateTrustConfigurationCallbackAnnotation(_ => Task.CompletedTask))
            .WithAnnotation(new HttpsCertificateConfigurationCallbackAnnotation(context =>
            {
                if (project.Resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.TlsEnabled))
                {
                    const string password = "Kestrel__Certificates__Default__Password";
                    context.EnvironmentVariables["Kestrel__Certificates__Default__Path"] = context.PfxPath;
                    context.EnvironmentVariables.Remove(password);
                    if (context.Password is { } value)
                    {
                        context.EnvironmentVariables[password] = value;
                    }
                }

                return Task.CompletedTask;
            }));

    // In the cloud requests come through a proxy that ends TLS.
    private static void TrustForwardedHeaders(IResourceBuilder<ProjectResource> project)
        => project.WithEnvironment(context =>
        {
            if (project.Resource.GetEndpoints().Any() && !project.Resource.TryGetLastAnnotation<DisableForwardedHeadersAnnotation>(out _))
            {
                context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            }
        });

    private static void AnnotateLaunchProfile(IResourceBuilder<ProjectResource> project, ProjectResourceOptions options)
    {
        var configuration = project.ApplicationBuilder.Configuration;
        if (options.ExcludeLaunchProfile)
        {
            project.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (!string.IsNullOrEmpty(options.LaunchProfileName))
        {
            project.WithAnnotation(new LaunchProfileAnnotation(options.LaunchProfileName));
        }
        else if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } appHostProfile)
        {
            project.WithAnnotation(new DefaultLaunchProfileAnnotation(appHostProfile));
        }
    }

    // Endpoints in the Kestrel section take the place of the profile's URLs.
    private static void Run(IResourceBuilder<ProjectResource> project, ProjectEndpoints? endpoints, NamedLaunchProfile? profile)
    {
        if (endpoints is not null)
        {
            project.WithEnvironment(context => ProjectVariables.SetUrls(context, project.Resource));
        }

        if (profile is null)
        {
            return;
        }

        endpoints?.AddApplicationUrls(profile.LaunchProfile);
        project.WithEnvironment(context =>
        {
            // What the model says wins over the profile.
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
            foreach (var (name, value) in profile.LaunchProfile.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
            }
        });
    }

    private static void Publish(IResourceBuilder<ProjectResource> project, ProjectEndpoints endpoints, bool hasKestrelEndpoints, NamedLaunchProfile? profile)
    {
        if (!hasKestrelEndpoints)
        {
            project.WithEnvironment(context => ProjectVariables.SetPorts(context, project.Resource));
        }

        if (hasKestrelEndpoints || profile?.LaunchProfile.ApplicationUrl is not null)
        {
            endpoints.AddPublishedEndpoints();
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>
/// Puts a process of this machine behind a container resource of the model, in run mode. The resource keeps its type,
/// connection string and health checks; the process is a hidden resource whose states it shows as its own.
/// Call it last: a later WithImage would make the resource a container again.
/// </summary>
internal static class LocalProcess
{
    public static ServerControl RunOn<T>(IResourceBuilder<T> server, LocalServer local, int? fixedPort)
        where T : ContainerResource, IResourceWithConnectionString
    {
        var builder = server.ApplicationBuilder;
        // Aspire takes whatever carries this annotation for a container, from its first look at the model on.
        foreach (var image in server.Resource.Annotations.OfType<ContainerImageAnnotation>().ToArray())
        {
            server.Resource.Annotations.Remove(image);
        }
        var endpoint = LocalEndpoint.Of(server.Resource);
        LocalEndpoint.Prepare(endpoint, fixedPort);

        var start = new ServerStart(local, endpoint);
        var process = builder.AddExecutable($"{server.Resource.Name}-process", local.ProcessName, local.Directory.Path)
            .WithArgs(start.AddArguments)
            .WithEnvironment(start.AddEnvironment)
            .WithParentRelationship(server)
            .WithHidden();
        process.OnBeforeResourceStarted((resource, e, ct) => start.RunAsync(resource, e, builder.Eventing, ct));
        if (server.Resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
        {
            process.WithExplicitStart();
        }
        builder.OnBeforeStart(async (_, ct) =>
        {
            // Here and not above, because the model may still grow after this call.
            foreach (var wait in server.Resource.Annotations.OfType<WaitAnnotation>())
            {
                process.Resource.Annotations.Add(wait);
            }
            process.WithCommand(await start.LocateAsync(ct));
        });

        builder.Services.AddKeyedSingleton(server.Resource.Name, (services, _) =>
            new DirectoryLease(local.Directory, TimeProvider.System, services.GetRequiredService<IHostApplicationLifetime>(), services.GetRequiredService<ILogger<DirectoryLease>>()));

        var mirror = new StateMirror(server.Resource, process.Resource, start);
        server.OnInitializeResource(async (_, e, ct) =>
        {
            LocalEndpoint.Allocate(endpoint);
            await e.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(server.Resource, e.Services), ct);
            foreach (var resource in mirror.Family(e.Services).OfType<IResourceWithConnectionString>())
            {
                await e.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, e.Services), ct);
            }
            var lifetime = e.Services.GetRequiredService<IHostApplicationLifetime>();
            LogForwarder.Start(process.Resource, start, e, lifetime.ApplicationStopping);
            mirror.Start(e, lifetime.ApplicationStopping);
            // Asked for here so that it lives, and ends with the application.
            e.Services.GetRequiredKeyedService<DirectoryLease>(server.Resource.Name);
        });
        server.OnResourceReady((_, e, ct) => mirror.PublishChildrenAsync(e.Services, ct));
        var control = new ServerControl(server.Resource, process.Resource, local);
        LifecycleCommands.Add(server, control);
        return control;
    }
}

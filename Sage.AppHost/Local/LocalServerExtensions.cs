namespace Sage.AppHost.Local;

/// <summary>Runs the data services of the model on this machine; publishing sees nothing of it.</summary>
internal static class LocalServerExtensions
{
    private const int PostgresPort = 5432;
    private const int ValkeyPort = 6379;

    /// <summary>PostgreSQL 18 as a process, or as a pinned container when Sage:Data says so. Call it last.</summary>
    public static IResourceBuilder<PostgresServerResource> RunAsLocalProcess(this IResourceBuilder<PostgresServerResource> server)
    {
        if (!server.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return server;
        }
        var settings = LocalSettings.Read(server.ApplicationBuilder.Configuration);
        if (settings.UseContainers)
        {
            ContainerImages.Pin(server, keepData: !settings.IsTestRun);
            return server;
        }
        var postgres = new PostgresServer(server.Resource, Directory(server, settings));
        var control = LocalProcess.RunOn(server, postgres, FixedPort(settings, PostgresPort));
        new PostgresCommands(server.Resource, postgres.Directory, control).AddTo(server);
        server.OnInitializeResource((_, e, _) =>
        {
            postgres.EndWith(e.Services, e.Logger);
            return Task.CompletedTask;
        });
        return server;
    }

    /// <summary>Valkey 8 as a process, or as a pinned container when Sage:Data says so. Call it last.</summary>
    public static IResourceBuilder<ValkeyResource> RunAsLocalProcess(this IResourceBuilder<ValkeyResource> server)
    {
        if (!server.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return server;
        }
        var settings = LocalSettings.Read(server.ApplicationBuilder.Configuration);
        if (settings.UseContainers)
        {
            ContainerImages.Pin(server, keepData: !settings.IsTestRun);
            return server;
        }
        var valkey = new ValkeyServer(server.Resource, Directory(server, settings));
        ValkeyCommands.AddTo(server, valkey.Directory, LocalProcess.RunOn(server, valkey, FixedPort(settings, ValkeyPort)));
        return server;
    }

    private static int? FixedPort(LocalSettings settings, int port) => settings is { FixedPorts: true, IsTestRun: false } ? port : null;

    private static ServerDirectory Directory(IResourceBuilder<IResource> server, LocalSettings settings)
    {
        var location = DataLocation.Choose(settings, server.ApplicationBuilder.AppHostDirectory,
            path => OperatingSystem.IsWindows() || !Unprivileged.IsNeeded || Unprivileged.CanEnter(path));
        return new ServerDirectory(location, server.Resource.Name);
    }
}

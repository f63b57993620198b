using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Cli;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Health;
using Aspire.Hosting.Interactions;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>The services of an application.</summary>
internal static class ApplicationServices
{
    /// <summary>DCP gives a stubborn process 7.5 s; the rest of the shutdown fits beside it.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(9.5);

    public static void AddApplicationServices(this HostApplicationBuilder host, DistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        AddLogging(host, builder.ExecutionContext, options);

        var services = host.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton(_ => builder.FileSystemService);
        services.AddSingleton(builder.UserSecretsManager);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));
        services.AddSingleton<ResourceNotificationService>();
        services.AddSingleton<ResourceLoggerService>();
        services.AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<ResourceNotificationService>(), provider.GetRequiredService<ResourceLoggerService>(), provider));
        services.AddHttpClient();
        services.AddHealthChecks();

        // Without the dashboard nobody sees a failed dependency or can start it again.
        services.Configure<ResourceNotificationServiceOptions>(notifications => notifications.DefaultWaitBehavior =
            options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        services.Configure<HostOptions>(hosting => hosting.ShutdownTimeout = ShutdownTimeout);
        services.AddHostedService<ApplicationLifecycle>();
        services.AddPipeline(builder);
        if (builder.ExecutionContext.IsRunMode)
        {
            AddRunMode(builder, services, options);
        }

        services.AddSingleton<OpenInteractions>();
        services.AddSingleton<FileUploads>();
        services.TryAddSingleton<IInteractionService, InteractionService>();
    }

    private static void AddRunMode(DistributedApplicationBuilder builder, IServiceCollection services, DistributedApplicationOptions options)
    {
        services.AddResourceHealthChecks();
        services.AddCliBackchannels();
        if (options.DashboardEnabled)
        {
            services.AddDashboard();
        }

        if (options.EnableResourceLogging)
        {
            services.AddHostedService<ResourceLoggerForwarder>();
        }

        services.AddDcp();

        // Before anyone else hears of the start: states and logs of a resource are kept under the names of its instances.
        builder.Eventing.Subscribe<BeforeStartEvent>((start, _) =>
        {
            PreparedModel.NameInstances(start.Model.Resources, DcpOptions.Read(builder.Configuration));
            return Task.CompletedTask;
        });
        services.AddSingleton<ParameterValues>();
        services.AddSingleton<ParameterCommands>();
        services.AddSingleton<UnresolvedParameters>();
        services.AddSingleton<ParameterProcessor>();
        services.TryAddSingleton<IRequiredCommandValidator, RequiredCommandValidator>();
        services.AddSingleton<ApplicationOrchestrator>();
        services.AddHostedService<OrchestratorHostService>();
    }

    private static void AddLogging(HostApplicationBuilder host, DistributedApplicationExecutionContext context, DistributedApplicationOptions options)
    {
        host.Logging
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServer", LogLevel.Warning)
            .AddFilter("Aspire.Hosting.Dashboard", LogLevel.Warning);
        if (context.IsRunMode)
        {
            // What stops the host is thrown or logged as critical as well; once is enough.
            host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        }

        if (options.DashboardEnabled)
        {
            // The dashboard shows which resources are not healthy yet; without it these lines are all there is.
            host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        }

        // Once more, so that what the user configures comes after the rules above.
        host.Logging.AddConfiguration(host.Configuration.GetSection("Logging"));
        if (Enum.TryParse<LogLevel>(host.Configuration["ASPIRE_LOGLEVEL"], ignoreCase: true, out var level))
        {
            host.Logging.SetMinimumLevel(level);
            host.Services.Configure<LoggerFilterOptions>(filter => filter.Rules.Add(new LoggerFilterRule(providerName: null, categoryName: null, level, filter: null)));
        }
    }
}

using Aspire.Hosting.Cli;
using Aspire.Hosting.Pipelines.Internal;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

internal static class PipelineServices
{
    /// <summary>The pipeline of both modes: a running application runs the steps before its start.</summary>
    public static void AddPipeline(this IServiceCollection services, DistributedApplicationBuilder builder)
    {
        services.AddSingleton(builder.Pipeline);
        services.AddSingleton<IPipelineOutputService, PipelineOutputService>();
        services.AddSingleton<PipelineActivityReporter>();
        services.TryAddSingleton<IPipelineActivityReporter>(provider => provider.GetRequiredService<PipelineActivityReporter>());
        services.AddSingleton<ContainerEngine>();
        services.TryAddSingleton<IResourceContainerImageManager>(provider => provider.GetRequiredService<ContainerEngine>());
        services.AddOptions<PipelineOptions>().Configure<IConfiguration>((options, configuration) => configuration.GetSection("Pipeline").Bind(options));
        services.AddOptions<PipelineLoggingOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.MinimumLogLevel = PipelineLoggingOptions.Parse(configuration["Pipeline:LogLevel"]);
            options.IncludeExceptionDetails = bool.TryParse(configuration["Pipeline:IncludeExceptionDetails"], out var include) && include;
        });
        services.AddSingleton<ILoggerProvider, PipelineLoggerProvider>();
        services.AddOptions<LoggerFilterOptions>().Configure<IOptions<PipelineLoggingOptions>>((filter, options) =>
            filter.AddFilter<PipelineLoggerProvider>(level => level >= options.Value.MinimumLogLevel));
        if (builder.ExecutionContext.IsRunMode)
        {
            services.AddSingleton<IActivitySink, NoActivities>();
            services.TryAddSingleton<IDeploymentStateManager, UserSecretsDeploymentStateManager>();
            return;
        }

        services.TryAddSingleton<IDeploymentStateManager, FileDeploymentStateManager>();
        services.AddSingleton<PublishParameters>();
        services.AddSingleton<PipelineExecutor>();
        if (string.IsNullOrEmpty(builder.Configuration["ASPIRE_BACKCHANNEL_PATH"]))
        {
            services.AddSingleton<IActivitySink, NoActivities>();
        }
        else
        {
            AddCli(services);
        }

        services.AddHostedService(provider => provider.GetRequiredService<PipelineExecutor>());
    }

    private static void AddCli(IServiceCollection services)
    {
        services.AddSingleton<ActivityQueue>();
        services.AddSingleton<IActivitySink>(provider => provider.GetRequiredService<ActivityQueue>());
        services.AddSingleton<PublishPrompts>();
        services.AddHostedService(provider => provider.GetRequiredService<PublishPrompts>());
        services.AddPublishBackchannel();
    }
}

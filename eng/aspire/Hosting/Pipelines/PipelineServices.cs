using Aspire.Hosting.Cli;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
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
        if (builder.ExecutionContext.IsRunMode)
        {
            services.AddSingleton<IActivitySink, NoActivities>();
            services.TryAddSingleton<IDeploymentStateManager, UserSecretsDeploymentState>();
            return;
        }

        services.TryAddSingleton<IDeploymentStateManager, FileDeploymentState>();
        services.AddSingleton<PublishParameters>();
        services.AddSingleton<PipelineExecutor>();
        AddConsole(services, builder.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration["ASPIRE_BACKCHANNEL_PATH"]))
        {
            // Nobody would see the questions.
            builder.Configuration["ASPIRE_INTERACTIVITY_ENABLED"] = "false";
            services.AddSingleton<IActivitySink, ConsoleActivities>();
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
        services.AddSingleton<ILoggerProvider, PipelineLoggerProvider>();
        services.AddOptions<LoggerFilterOptions>().Configure<IOptions<PipelineLoggingOptions>>((filter, options) =>
            filter.AddFilter<PipelineLoggerProvider>(level => level >= options.Value.MinimumLogLevel));
        services.AddSingleton<PublishPrompts>();
        services.AddHostedService(provider => provider.GetRequiredService<PublishPrompts>());
        services.AddPublishBackchannel();
    }

    private static void AddConsole(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddSingleton<ConsoleFormatter, PipelineConsoleFormatter>();
        services.PostConfigure<ConsoleLoggerOptions>(options => options.FormatterName ??= PipelineConsoleFormatter.FormatterName);
        if (configuration["Pipeline:LogLevel"] is { Length: > 0 } level)
        {
            services.Configure<LoggerFilterOptions>(filter => filter.MinLevel = PipelineLoggingOptions.Parse(level));
        }
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

internal static class PipelineServices
{
    public static void AddPipeline(this IServiceCollection services, IDistributedApplicationPipeline pipeline, bool run)
    {
        services.AddSingleton(pipeline);
        services.AddSingleton<IPipelineOutputService, PipelineOutputService>();
        services.TryAddSingleton<IPipelineActivityReporter, LoggingActivityReporter>();
        services.AddOptions<PipelineOptions>().Configure<IConfiguration>((options, configuration) => configuration.GetSection("Pipeline").Bind(options));
        if (run)
        {
            services.AddHostedService<PipelineExecutor>();
        }
    }
}

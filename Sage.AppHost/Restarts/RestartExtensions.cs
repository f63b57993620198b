using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sage.AppHost.Restarts;

/// <summary>Aspire 13.5 has no restart policy: what crashes stays down. In the cloud the platform restarts; this does it locally.</summary>
internal static class RestartExtensions
{
    /// <summary>
    /// Starts the resource again, with exponential back-off, when it ends with an error that nobody asked for. Not after
    /// a stop, not after exit code 0, not while the application ends.
    /// </summary>
    public static IResourceBuilder<T> WithRestartOnFailure<T>(this IResourceBuilder<T> builder, RestartPolicy? policy = null) where T : IResource =>
        !builder.ApplicationBuilder.ExecutionContext.IsRunMode ? builder : builder.OnInitializeResource((resource, e, _) =>
        {
            new RestartWatch(resource, policy ?? new RestartPolicy(), TimeProvider.System).Start(e, e.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            return Task.CompletedTask;
        });
}

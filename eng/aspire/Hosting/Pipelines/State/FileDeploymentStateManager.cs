using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines.Internal;

/// <summary>The state of one environment of one AppHost, in a file that only its user can read: parameters are in it, secrets too.</summary>
internal sealed partial class FileDeploymentStateManager(
    IConfiguration configuration,
    IHostEnvironment environment,
    IOptions<PipelineOptions> options,
    TimeProvider timeProvider,
    ILogger<FileDeploymentStateManager> logger) : DeploymentState
{
    public override string? StateFilePath => DeploymentStateFile.Path(configuration, environment);

    protected override Task<JsonObject> LoadAsync(CancellationToken cancellationToken)
        => StateFilePath is { } path ? DeploymentStateFile.ReadAsync(path, cancellationToken) : Task.FromResult<JsonObject>([]);

    protected override async Task StoreAsync(Action<JsonObject> change, CancellationToken cancellationToken)
    {
        if (options.Value.ClearCache)
        {
            Log.NotSaved(logger);
            return;
        }

        if (StateFilePath is not { } path)
        {
            Log.NoPath(logger);
            return;
        }

        DeploymentStateFile.CreateDirectory(path);
        var gate = await DeploymentStateFile.LockAsync(path, timeProvider, cancellationToken).ConfigureAwait(false);
        await using (gate.ConfigureAwait(false))
        {
            var state = await DeploymentStateFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            change(state);
            await DeploymentStateFile.ReplaceAsync(path, state).ConfigureAwait(false);
        }

        Log.Saved(logger, path);
    }

    protected override Task ClearAsync(CancellationToken cancellationToken)
    {
        if (StateFilePath is { } path && File.Exists(path))
        {
            File.Delete(path);
            Log.Cleared(logger, path);
        }

        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Information, "Skipping deployment state save due to --clear-cache flag")]
        public static partial void NotSaved(ILogger logger);

        [LoggerMessage(0, LogLevel.Warning, "Cannot save deployment state: AppHostSha is not configured")]
        public static partial void NoPath(ILogger logger);

        [LoggerMessage(0, LogLevel.Debug, "Deployment state saved to {Path}")]
        public static partial void Saved(ILogger logger, string path);

        [LoggerMessage(0, LogLevel.Information, "Deployment state cleared: {Path}")]
        public static partial void Cleared(ILogger logger, string path);
    }
}

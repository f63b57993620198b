using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Decides what becomes of saved state, and which tag the images of this deployment get.</summary>
internal static partial class DeployPrereq
{
    public static async Task RunAsync(PipelineStepContext context)
    {
        var environment = context.Services.GetRequiredService<IHostEnvironment>().EnvironmentName;
        Log.Initializing(context.Logger, environment);
        var state = context.Services.GetRequiredService<IDeploymentStateManager>();
        if (state.StateFilePath is { } path && File.Exists(path))
        {
            if (!context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.ClearCache)
            {
                Log.WillLoad(context.Logger, path);
            }
            else
            {
                await ClearAsync(context, state, environment, path).ConfigureAwait(false);
            }
        }

        TagImages(context);
    }

    private static async Task ClearAsync(PipelineStepContext context, IDeploymentStateManager state, string environment, string path)
    {
        var interaction = context.Services.GetRequiredService<IInteractionService>();
        if (!interaction.IsAvailable)
        {
            // Nobody has agreed, so the file stays; the configuration of this run is without it all the same.
            return;
        }

        var options = new NotificationInteractionOptions
        {
            Intent = MessageIntent.Confirmation,
            ShowSecondaryButton = true,
            ShowDismiss = false,
            PrimaryButtonText = "Yes",
            SecondaryButtonText = "No",
        };
        var answer = await interaction.PromptNotificationAsync(
            "Clear Deployment State",
            $"The deployment state for the '{environment}' environment will be deleted. Do you want to continue?",
            options,
            context.CancellationToken).ConfigureAwait(false);
        if (answer is { Canceled: false, Data: true })
        {
            Log.Deleting(context.Logger, path);
            await state.ClearAllStateAsync(context.CancellationToken).ConfigureAwait(false);
            return;
        }

        Log.Declined(context.Logger);
        throw new OperationCanceledException("Pipeline execution canceled by user.");
    }

    private static void TagImages(PipelineStepContext context)
    {
        var now = (context.Services.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();
        var tag = now.ToString("'aspire-deploy-'yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        Log.Tag(context.Logger, tag);
        foreach (var resource in context.Model.GetBuildResources().Where(resource => !resource.HasAnnotationOfType<ContainerImagePushOptionsCallbackAnnotation>()))
        {
            resource.Annotations.Add(new ContainerImagePushOptionsCallbackAnnotation(push => push.Options.RemoteImageTag = tag));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(0, LogLevel.Information, "Initializing deployment for environment '{EnvironmentName}'")]
        public static partial void Initializing(ILogger logger, string environmentName);

        [LoggerMessage(0, LogLevel.Information, "Deployment state will be loaded from: {StateFilePath}")]
        public static partial void WillLoad(ILogger logger, string stateFilePath);

        [LoggerMessage(0, LogLevel.Information, "Deleting deployment state file at {Path} due to --clear-cache flag")]
        public static partial void Deleting(ILogger logger, string path);

        [LoggerMessage(0, LogLevel.Information, "User declined to clear deployment state. Canceling pipeline execution.")]
        public static partial void Declined(ILogger logger);

        [LoggerMessage(0, LogLevel.Information, "Setting default deploy tag '{Tag}' for compute resource(s).")]
        public static partial void Tag(ILogger logger, string tag);
    }
}

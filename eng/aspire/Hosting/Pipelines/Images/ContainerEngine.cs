using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>The engine that builds images: Docker, Podman, or the one that is configured. This library only asks whether it is there.</summary>
internal sealed partial class ContainerEngine(IConfiguration configuration, IInteractionService interaction, TimeProvider timeProvider) : IResourceContainerImageManager
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    private string Configured => configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DcpPublisher:ContainerRuntime"] ?? "";

    public async Task CheckAsync(PipelineStepContext context)
    {
        string[] candidates = Configured is { Length: > 0 } configured ? [configured] : ["docker", "podman"];
        if (await FindAsync(candidates, context.CancellationToken).ConfigureAwait(false) is not null)
        {
            return;
        }

        var engine = Title(candidates[0]);
        if (Configured.Length == 0)
        {
            Log.NoneDetected(context.Logger, candidates[0]);
        }

        if (!await StartedByUserAsync(engine, candidates, context.CancellationToken).ConfigureAwait(false))
        {
            throw new DistributedApplicationException($"{engine} is not running. Start {engine} and try again.");
        }
    }

    public Task BuildImageAsync(IResource resource, CancellationToken cancellationToken = default)
        => throw new DistributedApplicationException($"The image of '{resource.Name}' cannot be built: this hosting library has no image builder. Register an {nameof(IResourceContainerImageManager)}, or build with -p:AspireSource=nuget.");

    public Task BuildImagesAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken = default)
        => resources.FirstOrDefault() is { } resource ? BuildImageAsync(resource, cancellationToken) : Task.CompletedTask;

    public Task PushImageAsync(IResource resource, CancellationToken cancellationToken)
        => throw new DistributedApplicationException($"The image of '{resource.Name}' cannot be pushed: this hosting library has no image builder. Register an {nameof(IResourceContainerImageManager)}, or build with -p:AspireSource=nuget.");

    private async Task<bool> StartedByUserAsync(string engine, string[] candidates, CancellationToken cancellationToken)
    {
        if (!interaction.IsAvailable)
        {
            return false;
        }

        var answer = await interaction.PromptNotificationAsync(
            $"{engine} is not running",
            $"Start {engine} and confirm to continue.",
            new NotificationInteractionOptions { Intent = MessageIntent.Warning },
            cancellationToken).ConfigureAwait(false);
        if (answer is not { Canceled: false, Data: true })
        {
            return false;
        }

        // It can take a while, above all on a machine that has just been started.
        var start = timeProvider.GetTimestamp();
        while (timeProvider.GetElapsedTime(start) < StartTimeout)
        {
            if (await FindAsync(candidates, cancellationToken).ConfigureAwait(false) is not null)
            {
                return true;
            }

            await Task.Delay(Interval, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        return false;
    }

    private async Task<string?> FindAsync(string[] candidates, CancellationToken cancellationToken)
    {
        foreach (var candidate in candidates)
        {
            if (await IsRunningAsync(candidate, cancellationToken).ConfigureAwait(false))
            {
                return candidate;
            }
        }

        return null;
    }

    private async Task<bool> IsRunningAsync(string program, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ProbeTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["container", "ls", "-n", "1"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                await Task.WhenAll(process.StandardOutput.ReadToEndAsync(either.Token), process.StandardError.ReadToEndAsync(either.Token), process.WaitForExitAsync(either.Token)).ConfigureAwait(false);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // An engine that does not answer cannot build anything.
            return false;
        }
    }

    private static string Title(string program) => string.Concat(char.ToUpperInvariant(program[0]).ToString(), program.AsSpan(1));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "No container runtime detected, defaulting to '{DefaultRuntime}'. Install Docker or Podman to use container features.")]
        public static partial void NoneDetected(ILogger logger, string defaultRuntime);
    }
}

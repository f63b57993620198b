using System.Runtime.CompilerServices;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Grpc;
using Aspire.Hosting.Interactions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard asks of the AppHost.</summary>
internal sealed partial class ResourceServiceMethods(
    IConfiguration configuration,
    IHostEnvironment environment,
    ResourceChanges changes,
    ResourceLoggerService loggers,
    ResourceCommandService commands,
    OpenInteractions interactions,
    InteractionAnswers answers,
    TimeProvider timeProvider,
    ILogger<ResourceServiceMethods> logger)
{
    /// <summary>The oldest dashboard that understands all that is sent.</summary>
    private const string MinDashboardVersion = "13.5.0";

    private const string AppHostSuffix = "AppHost";

    private readonly DateTime _startedAt = timeProvider.GetUtcNow().UtcDateTime;

    public GrpcMethods Create() => new GrpcMethods("aspire.v1.DashboardService")
        .Unary("GetApplicationInformation", Proto.ApplicationInformationRequest.Parser, (_, _) => Task.FromResult(GetApplicationInformation()))
        .ServerStreaming("WatchResources", Proto.WatchResourcesRequest.Parser, (_, cancellationToken) => WatchResourcesAsync(cancellationToken))
        .ServerStreaming("WatchResourceConsoleLogs", Proto.WatchResourceConsoleLogsRequest.Parser, (request, _) => WatchConsoleLogs(request))
        .Unary("ExecuteResourceCommand", Proto.ResourceCommandRequest.Parser, ExecuteCommandAsync)
        .Duplex<Proto.WatchInteractionsRequestUpdate, Proto.WatchInteractionsResponseUpdate>("WatchInteractions", Proto.WatchInteractionsRequestUpdate.Parser, WatchInteractionsAsync)
        .ClientStreaming<Proto.UploadFileChunk, Proto.UploadFileResponse>("UploadFile", Proto.UploadFileChunk.Parser, answers.ReceiveAsync);

    private Proto.ApplicationInformationResponse GetApplicationInformation()
    {
        var name = configuration["AppHost:DashboardApplicationName"] ?? environment.ApplicationName;
        var shortName = name.EndsWith(AppHostSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^AppHostSuffix.Length].TrimEnd('.') : name;
        return new Proto.ApplicationInformationResponse
        {
            ApplicationName = shortName.Length > 0 ? shortName : name,
            MinDashboardVersion = MinDashboardVersion,
        };
    }

    private async IAsyncEnumerable<Proto.WatchResourcesUpdate> WatchResourcesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var initial = true;
        await foreach (var batch in changes.WatchAsync(cancellationToken))
        {
            var messages = batch.Select(change => ResourceMessage.From(change, _startedAt));
            var update = new Proto.WatchResourcesUpdate();
            if (initial)
            {
                update.InitialData = new Proto.InitialResourceData();
                update.InitialData.Resources.AddRange(messages);
                initial = false;
            }
            else
            {
                update.Changes = new Proto.WatchResourcesChanges();
                update.Changes.Value.AddRange(messages.Select(message => new Proto.WatchResourcesChange { Upsert = message }));
            }

            yield return update;
        }
    }

    private IAsyncEnumerable<Proto.WatchResourceConsoleLogsUpdate> WatchConsoleLogs(Proto.WatchResourceConsoleLogsRequest request)
        => ConsoleLogMessages.From(request.SuppressFollow ? loggers.GetAllAsync(request.ResourceName) : loggers.WatchAsync(request.ResourceName));

    private async Task<Proto.ResourceCommandResponse> ExecuteCommandAsync(Proto.ResourceCommandRequest request, CancellationToken cancellationToken)
    {
        // Without values the user is asked for them, in a dialog of this AppHost.
        var arguments = request.Arguments.Count == 0 ? null : request.Arguments.ToDictionary(argument => argument.Key, argument => PropertyValue.ToText(argument.Value), StringComparers.InteractionInputName);
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, arguments, interactive: !request.NonInteractive, cancellationToken);
        var response = new Proto.ResourceCommandResponse
        {
            Kind = result switch
            {
                { Success: true } => Proto.ResourceCommandResponseKind.Succeeded,
                { Canceled: true } => Proto.ResourceCommandResponseKind.Cancelled,
                { InvalidArguments: not null } => Proto.ResourceCommandResponseKind.InvalidArguments,
                _ => Proto.ResourceCommandResponseKind.Failed,
            },
            Message = result.Message ?? "",
        };
        if (result.Data is { } data)
        {
            response.Result = new Proto.ResourceCommandResult
            {
                Value = data.Value,
                DisplayImmediately = data.DisplayImmediately,
                Format = data.Format switch
                {
                    CommandResultFormat.Json => Proto.CommandResultFormat.Json,
                    CommandResultFormat.Markdown => Proto.CommandResultFormat.Markdown,
                    _ => Proto.CommandResultFormat.Text,
                },
            };
        }

        return response;
    }

    /// <summary>The dashboard opens this stream at its start and takes its end for a lost connection, so it stays open while there is nothing to ask.</summary>
    private async Task WatchInteractionsAsync(IAsyncEnumerable<Proto.WatchInteractionsRequestUpdate> requests, GrpcMessageWriter<Proto.WatchInteractionsResponseUpdate> responses, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(responses, ending.Token);
        try
        {
            await foreach (var request in requests.WithCancellation(cancellationToken))
            {
                await answers.TakeAsync(request, cancellationToken);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(GrpcMessageWriter<Proto.WatchInteractionsResponseUpdate> responses, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in interactions.WatchAsync(cancellationToken))
            {
                foreach (var interaction in batch)
                {
                    await responses.WriteAsync(InteractionMessage.From(interaction), cancellationToken);
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // At once, as the stream it belongs to may stay open for long.
            Log.AskingFailed(logger, exception);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A dashboard is not shown the questions of this AppHost any more.")]
        public static partial void AskingFailed(ILogger logger, Exception exception);
    }
}

using System.Globalization;
using Aspire.Hosting.Cli.JsonRpc;
using Aspire.Hosting.Cli.Messages;
using Aspire.Hosting.Interactions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows the questions of steps in the CLI and takes its answers. As in Aspire the CLI gets inputs and notifications; message boxes and progress are for the dashboard.</summary>
internal sealed partial class PublishPrompts(OpenInteractions open, FileUploads uploads, ActivityQueue activities, ILogger<PublishPrompts> logger) : BackgroundService
{
    public async Task AnswerAsync(string promptId, IReadOnlyList<PromptAnswerMessage> answers, bool isUpdate, CancellationToken cancellationToken)
    {
        if (!int.TryParse(promptId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || open.Find(id) is not { } interaction)
        {
            Log.Unknown(logger, promptId);
        }
        else if (interaction.Inputs is { Count: > 0 } inputs)
        {
            // A CLI that sends no names keeps the order.
            var values = answers.Zip(inputs, (answer, input) => KeyValuePair.Create(answer.Name ?? input.Name, answer.Value)).ToArray();
            await open.SubmitAsync(id, values, isUpdate, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            open.Answer(id, answers is [{ Value: { } value }, ..] && bool.TryParse(value, out var yes) && yes);
        }
    }

    public async Task<UploadFileMessage> ReceiveAsync(UploadFileRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new(await uploads.ReceiveAsync(request.InteractionId, request.InputName, request.FileName, new ReadOnlyMemory<byte>[] { request.Data }.ToAsyncEnumerable(), cancellationToken).ConfigureAwait(false));
        }
        catch (FileUploadException e)
        {
            throw new JsonRpcException(e.Message, e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var batch in open.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                foreach (var interaction in batch.Where(interaction => interaction is { IsOver: false } and ({ Inputs.Count: > 0 } or { Options: NotificationInteractionOptions })))
                {
                    activities.Write(Prompt(interaction));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The AppHost stops.
        }
    }

    private static PublishingActivityMessage Prompt(Interaction interaction) => new(PublishingActivityMessage.Prompt, new()
    {
        Id = interaction.Key,
        StatusText = interaction.Message ?? $"{interaction.Title}: ",
        CompletionState = nameof(CompletionState.InProgress),
        Inputs = interaction.Inputs is { Count: > 0 } inputs ? Inputs(interaction, inputs) : [new() { Name = "confirm", Label = "Confirm", InputType = nameof(InputType.Boolean), Required = true }],
        EnableMarkdown = true,
    });

    private static PromptInputMessage[] Inputs(Interaction interaction, InteractionInputCollection inputs)
    {
        var sources = inputs.SelectMany(input => input.DynamicLoading?.DependsOnInputs ?? []).ToHashSet(StringComparers.InteractionInputName);
        return [.. inputs.Select(input => new PromptInputMessage
        {
            Name = input.Name,
            Label = input.EffectiveLabel,
            InputType = input.InputType.ToString(),
            Required = input.Required,
            Options = input.Options?.ToArray(),
            Value = input.Value,
            ValidationErrors = [.. input.ValidationErrors],
            AllowCustomChoice = input.AllowCustomChoice,
            UpdateStateOnChange = sources.Contains(input.Name),
            Loading = interaction.IsLoading(input),
            Disabled = input.Disabled,
            AllowMultipleFiles = input.AllowMultipleFiles,
            FileFilter = input.FileFilter,
            MaxFileSize = input.MaxFileSize,
        })];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "The CLI answers a question '{PromptId}' that nobody asks any more.")]
        public static partial void Unknown(ILogger logger, string promptId);
    }
}

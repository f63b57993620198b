using System.Runtime.CompilerServices;
using Aspire.Hosting.Dashboard.Grpc;
using Aspire.Hosting.Interactions;

namespace Aspire.Hosting.Dashboard;

/// <summary>Takes what a dashboard sends for the questions that it shows.</summary>
internal sealed class InteractionAnswers(OpenInteractions open, FileUploads uploads)
{
    public Task TakeAsync(Proto.WatchInteractionsRequestUpdate message, CancellationToken cancellationToken)
    {
        switch (message.KindCase)
        {
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.InputsDialog:
                var values = message.InputsDialog.InputItems.Select(item => KeyValuePair.Create(item.Name, (string?)item.Value)).ToList();
                return open.SubmitAsync(message.InteractionId, values, message.ResponseUpdate, cancellationToken);
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.MessageBox:
                open.Answer(message.InteractionId, message.MessageBox.HasResult ? message.MessageBox.Result : null);
                break;
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.Notification:
                open.Answer(message.InteractionId, message.Notification.HasResult ? message.Notification.Result : null);
                break;
            case Proto.WatchInteractionsRequestUpdate.KindOneofCase.PromptProgress:
                open.Answer(message.InteractionId, message.PromptProgress.HasResult ? message.PromptProgress.Result : null);
                break;
            default:
                open.Answer(message.InteractionId, answer: null);
                break;
        }

        return Task.CompletedTask;
    }

    public async Task<Proto.UploadFileResponse> ReceiveAsync(IAsyncEnumerable<Proto.UploadFileChunk> chunks, CancellationToken cancellationToken)
    {
        await using var stream = chunks.GetAsyncEnumerator(cancellationToken);
        if (!await stream.MoveNextAsync())
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "The upload is empty.");
        }

        var first = stream.Current;
        if (first.FileName.Length == 0 || first.InputName.Length == 0 || first.InteractionId <= 0)
        {
            throw new GrpcException(GrpcStatusCode.InvalidArgument, "The first chunk names the file, the interaction and the input.");
        }

        try
        {
            return new Proto.UploadFileResponse { FileId = await uploads.ReceiveAsync(first.InteractionId, first.InputName, first.FileName, DataAsync(stream, cancellationToken), cancellationToken) };
        }
        catch (FileUploadException exception)
        {
            throw new GrpcException(exception.IsTooLarge ? GrpcStatusCode.ResourceExhausted : GrpcStatusCode.FailedPrecondition, exception.Message);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> DataAsync(IAsyncEnumerator<Proto.UploadFileChunk> started, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return started.Current.Data.Memory;
        }
        while (await started.MoveNextAsync());
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Runs one gRPC call: method, key, deadline, and the outcome as trailers. The packages that do this elsewhere do not restore here.</summary>
internal sealed partial class GrpcDispatcher(GrpcMethods methods, ApiKeyCheck apiKey, TimeProvider timeProvider, ILogger logger, CancellationToken stopping)
{
    private const string ContentType = "application/grpc";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;
        var (status, message) = await RunAsync(context);
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        context.Response.AppendTrailer("grpc-status", ((int)status).ToString(CultureInfo.InvariantCulture));
        if (message is not null)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }

        if (!context.Response.HasStarted)
        {
            await context.Response.StartAsync(context.RequestAborted);
        }
    }

    private async Task<(GrpcStatusCode Status, string? Message)> RunAsync(HttpContext context)
    {
        if (!apiKey.Admits(context.Request))
        {
            return (GrpcStatusCode.Unauthenticated, "The API key is missing or wrong.");
        }

        if (methods.Find(context.Request.Path) is not { } method)
        {
            return (GrpcStatusCode.Unimplemented, $"There is no method {context.Request.Path}.");
        }

        using var deadline = StartDeadline(context.Request);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, deadline.Token);
        try
        {
            await method(context, call.Token);
            return (GrpcStatusCode.Ok, null);
        }
        catch (GrpcException exception)
        {
            Log.CallRefused(logger, context.Request.Path, exception.StatusCode, exception.Message);
            return (exception.StatusCode, exception.Message);
        }
        catch (Exception exception) when (exception is OperationCanceledException || (call.IsCancellationRequested && exception is IOException))
        {
            if (deadline.IsCancellationRequested)
            {
                return (GrpcStatusCode.DeadlineExceeded, "The deadline has passed.");
            }

            // An end without an error would make the dashboard open the stream again at once, and again.
            return stopping.IsCancellationRequested ? (GrpcStatusCode.Unavailable, "The AppHost is stopping.") : (GrpcStatusCode.Cancelled, null);
        }
#pragma warning disable CA1031 // The boundary of a call: whatever went wrong is logged here and reported without details.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CallFailed(logger, exception, context.Request.Path);
            return (GrpcStatusCode.Internal, "The AppHost failed to answer; its log has the details.");
        }
    }

    private CancellationTokenSource StartDeadline(HttpRequest request)
        => request.Headers["grpc-timeout"] is [{ } value] && GrpcTimeout.TryParse(value, out var timeout)
            ? new CancellationTokenSource(timeout, timeProvider)
            : new CancellationTokenSource();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Method} ended with {Status}: {Reason}")]
        public static partial void CallRefused(ILogger logger, PathString method, GrpcStatusCode status, string reason);

        [LoggerMessage(LogLevel.Error, "{Method} failed.")]
        public static partial void CallFailed(ILogger logger, Exception exception, PathString method);
    }
}

using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>The methods of one gRPC service by path, each reduced to what reads a request and writes a response.</summary>
internal sealed class GrpcMethods(string serviceName)
{
    private readonly Dictionary<string, Func<HttpContext, CancellationToken, Task>> _methods = new(StringComparer.Ordinal);

    public Func<HttpContext, CancellationToken, Task>? Find(PathString path) => path.Value is { } value ? _methods.GetValueOrDefault(value) : null;

    public GrpcMethods Unary<TRequest, TResponse>(string name, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, Task<TResponse>> method)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => Add(name, async (context, cancellationToken) =>
        {
            var request = await Reader(context, parser).ReadSingleAsync(cancellationToken);
            await Writer<TResponse>(context).WriteAsync(await method(request, cancellationToken), cancellationToken);
        });

    public GrpcMethods ServerStreaming<TRequest, TResponse>(string name, MessageParser<TRequest> parser, Func<TRequest, CancellationToken, IAsyncEnumerable<TResponse>> method)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => Add(name, async (context, cancellationToken) =>
        {
            var request = await Reader(context, parser).ReadSingleAsync(cancellationToken);
            // Sends the headers: the client waits for them before it hands the stream to its caller.
            await context.Response.BodyWriter.FlushAsync(cancellationToken);
            var writer = Writer<TResponse>(context);
            await foreach (var response in method(request, cancellationToken).WithCancellation(cancellationToken))
            {
                await writer.WriteAsync(response, cancellationToken);
            }
        });

    public GrpcMethods ClientStreaming<TRequest, TResponse>(string name, MessageParser<TRequest> parser, Func<IAsyncEnumerable<TRequest>, CancellationToken, Task<TResponse>> method)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => Add(name, async (context, cancellationToken) =>
        {
            var response = await method(Reader(context, parser).ReadAllAsync(cancellationToken), cancellationToken);
            await Writer<TResponse>(context).WriteAsync(response, cancellationToken);
        });

    public GrpcMethods Duplex<TRequest, TResponse>(string name, MessageParser<TRequest> parser, Func<IAsyncEnumerable<TRequest>, GrpcMessageWriter<TResponse>, CancellationToken, Task> method)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => Add(name, async (context, cancellationToken) =>
        {
            await context.Response.BodyWriter.FlushAsync(cancellationToken);
            await method(Reader(context, parser).ReadAllAsync(cancellationToken), Writer<TResponse>(context), cancellationToken);
        });

    private GrpcMethods Add(string name, Func<HttpContext, CancellationToken, Task> method)
    {
        _methods.Add($"/{serviceName}/{name}", method);
        return this;
    }

    private static GrpcMessageReader<T> Reader<T>(HttpContext context, MessageParser<T> parser)
        where T : IMessage<T>
        => new(context.Request.BodyReader, parser);

    private static GrpcMessageWriter<T> Writer<T>(HttpContext context)
        where T : IMessage<T>
        => new(context.Response.BodyWriter);
}

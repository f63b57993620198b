using System.Text.Json;
using System.Text.Json.Serialization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>Hands the dashboard's own log lines to the AppHost's logging, each under its category.</summary>
internal sealed partial class DashboardLogs(ResourceLoggerService logs, ILoggerFactory loggerFactory)
{
    private const string OwnPrefix = "Aspire.Dashboard.";
    private const string Category = "Aspire.Hosting.Dashboard";

    private readonly ILogger _fallback = loggerFactory.CreateLogger(Category);

    public async Task ForwardAsync(string resourceId, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in logs.WatchAsync(resourceId).WithCancellation(cancellationToken))
            {
                foreach (var line in batch)
                {
                    Forward(line);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost stops; what the dashboard says while it loses its servers is of no use.
        }
    }

    private void Forward(LogLine line)
    {
        var text = LogEntry.Parse(line.Content, line.IsErrorMessage).Content;
        if (Parse(text) is { } message)
        {
            var logger = loggerFactory.CreateLogger(Name(message.Category));
            logger.Log(message.LogLevel, new EventId(message.EventId), message, exception: null, static (state, _) => state.Exception is { } exception ? $"{state.Message}{Environment.NewLine}{exception}" : state.Message);
        }
        else
        {
            Log.Line(_fallback, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, text);
        }
    }

    private static string Name(string category) => category.StartsWith(OwnPrefix, StringComparison.Ordinal)
        ? $"{Category}.{category[OwnPrefix.Length..]}"
        : $"{Category}.ThirdParty.{category}";

    private static DashboardLogMessage? Parse(string text)
    {
        if (!text.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(text, DashboardLogJson.Default.DashboardLogMessage);
        }
        catch (JsonException)
        {
            // Not one of its log lines, though it looks like one: shown as it is.
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage("{Text}")]
        public static partial void Line(ILogger logger, LogLevel level, string text);
    }
}

/// <summary>A line of .NET's JSON console formatter.</summary>
internal sealed record DashboardLogMessage
{
    public int EventId { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public string Category { get; init; } = "";

    public string Message { get; init; } = "";

    public string? Exception { get; init; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(DashboardLogMessage))]
internal sealed partial class DashboardLogJson : JsonSerializerContext;

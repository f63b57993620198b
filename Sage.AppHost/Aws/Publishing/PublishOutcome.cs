using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Sage.AppHost.Aws.Publishing;

/// <summary>Makes a run without the CLI behave like a program: it asks nobody, and its exit code says how it ended.</summary>
internal static class PublishOutcome
{
    public static void Report(IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration["ASPIRE_BACKCHANNEL_PATH"] is { Length: > 0 })
        {
            // The CLI asks, reports and has the exit code.
            return;
        }

        // A question would wait for ever: nobody sees it.
        builder.Configuration["ASPIRE_INTERACTIVITY_ENABLED"] ??= bool.FalseString;

        // In a test the AppHost is a guest in somebody else's process.
        if (Assembly.GetEntryAssembly() == typeof(PublishOutcome).Assembly)
        {
            builder.Services.AddLogging(logging => logging.AddConsole(console =>
            {
                console.FormatterName = PublishConsole.FormatterName;
                console.LogToStandardErrorThreshold = LogLevel.Warning;
            }).AddConsoleFormatter<PublishConsole, ConsoleFormatterOptions>());

            // Aspire ends with 0 even when a step failed: only a pipeline that came to its end is a success.
            builder.OnBeforePublish((_, _) => Exit(1)).OnAfterPublish((_, _) => Exit(0));
        }
    }

    private static Task Exit(int code)
    {
        Environment.ExitCode = code;
        return Task.CompletedTask;
    }
}

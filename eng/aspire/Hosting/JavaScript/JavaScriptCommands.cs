using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.JavaScript;

/// <summary>The commands behind an app: which one runs it, with which words, and whether it is installed.</summary>
internal static partial class JavaScriptCommands
{
    private const string NodeDownload = "https://nodejs.org/en/download";

    public static IEnumerable<string> RunScript(JavaScriptPackageManagerAnnotation packageManager, string script, IEnumerable<string> args)
        => [.. packageManager.ScriptCommand is { Length: > 0 } run ? [run] : Array.Empty<string>(), script, .. args];

    /// <summary>Sets the command once the model is complete: the last package manager and the last run script count.</summary>
    public static void ResolveBeforeStart(IDistributedApplicationBuilder builder, JavaScriptAppResource app)
    {
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            if (app.TryGetLastAnnotation<JavaScriptRunScriptAnnotation>(out _) &&
                app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var packageManager))
            {
                builder.CreateResourceBuilder(app).WithCommand(packageManager.ExecutableName);
            }

            return Task.CompletedTask;
        });
        WarnWhenMissing(builder, app);
    }

    /// <summary>Says in the resource's log what to install; the failed start itself names only the command.</summary>
    public static void WarnWhenMissing(IDistributedApplicationBuilder builder, ExecutableResource resource)
        => builder.Eventing.Subscribe<BeforeResourceStartedEvent>(resource, (started, _) =>
        {
            if (!IsOnPath(resource.Command))
            {
                var logger = started.Services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
                Log.Missing(logger, resource.Command, HelpLink(resource.Command));
            }

            return Task.CompletedTask;
        });

    private static string HelpLink(string command) => Path.GetFileName(command) switch
    {
        "yarn" => "https://yarnpkg.com/getting-started/install",
        "pnpm" => "https://pnpm.io/installation",
        "bun" => "https://bun.sh/docs/installation",
        _ => NodeDownload,
    };

    private static bool IsOnPath(string command)
    {
        if (Path.GetFileName(command) != command)
        {
            return File.Exists(command);
        }

        string[] extensions = OperatingSystem.IsWindows()
            ? [.. (Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE;.CMD").Split(';'), string.Empty]
            : [string.Empty];
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return directories.Any(directory => extensions.Any(extension => File.Exists(Path.Combine(directory, command + extension))));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "'{Command}' was not found. Install it and start again: {Link}")]
        public static partial void Missing(ILogger logger, string command, string link);
    }
}

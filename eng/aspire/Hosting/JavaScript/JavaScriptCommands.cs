using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ToolCache;

namespace Aspire.Hosting.JavaScript;

/// <summary>The commands behind an app: which one runs it, with which words, and whether it is installed.</summary>
internal static partial class JavaScriptCommands
{
    private const string NodeDownload = "https://nodejs.org/en/download";

    public static IEnumerable<string> RunScript(JavaScriptPackageManagerAnnotation packageManager, string script, IEnumerable<string> args)
        => [.. packageManager.ScriptCommand is { Length: > 0 } run ? [run] : Array.Empty<string>(), script, .. args];

    /// <summary>Sets the commands once the model is complete: the last package manager and the last run script count.</summary>
    public static void ResolveBeforeStart(IDistributedApplicationBuilder builder, JavaScriptAppResource app)
        => builder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var packageManager);
            var runsScript = packageManager is not null && app.TryGetLastAnnotation<JavaScriptRunScriptAnnotation>(out _);
            Require(app, runsScript ? packageManager!.ExecutableName : "node", packageManager?.ExecutableName);
            if (runsScript && builder.ExecutionContext.IsRunMode)
            {
                builder.CreateResourceBuilder(app).WithCommand(packageManager!.ExecutableName);
            }

            return Task.CompletedTask;
        });

    // Every package manager but Bun runs on Node.
    private static void Require(JavaScriptAppResource app, string runs, string? installs)
    {
        string[] commands = [runs, .. installs is null ? Array.Empty<string>() : [installs], .. installs is "npm" or "yarn" or "pnpm" ? ["node"] : Array.Empty<string>()];
        foreach (var command in commands.Distinct(StringComparer.Ordinal))
        {
            app.Annotations.Add(new RequiredCommandAnnotation(command) { HelpLink = HelpLink(command) });
        }
    }

    /// <summary>Says in the resource's log what to install; the failed start itself names only the command.</summary>
    public static void WarnWhenMissing(IDistributedApplicationBuilder builder, ExecutableResource resource)
        => builder.Eventing.Subscribe<BeforeResourceStartedEvent>(resource, (started, _) =>
        {
            if (Path.IsPathRooted(resource.Command) ? !File.Exists(resource.Command) : ToolProcess.Find(resource.Command) is null)
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "'{Command}' was not found. Install it and start again: {Link}")]
        public static partial void Missing(ILogger logger, string command, string link);
    }
}

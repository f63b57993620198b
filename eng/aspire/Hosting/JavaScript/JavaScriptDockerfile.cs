using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>The Dockerfile of an app that has none.</summary>
internal static class JavaScriptDockerfile
{
    private const int DefaultNodeMajor = 22;

    /// <summary>Builds the app's files; the image that serves them copies them from here.</summary>
    public static string ForPackageScripts(JavaScriptAppResource app)
    {
        var image = PackageManager(app)?.BuildImage ?? NodeImage(app, "slim");
        return Lines([$"FROM {image}", "WORKDIR /app", .. Build(app)]);
    }

    /// <summary>Builds the app and runs its script as an unprivileged user.</summary>
    public static string ForNode(JavaScriptAppResource app, string scriptPath)
    {
        var node = NodeImage(app, "alpine");
        return Lines(
        [
            $"FROM {PackageManager(app)?.BuildImage ?? node} AS build",
            "WORKDIR /app",
            .. Build(app),
            string.Empty,
            $"FROM {node} AS runtime",
            "WORKDIR /app",
            "COPY --from=build /app /app",
            "ENV NODE_ENV=production",
            "USER node",
            $"ENTRYPOINT [\"node\",\"{scriptPath}\"]",
        ]);
    }

    private static IEnumerable<string> Build(JavaScriptAppResource app)
    {
        if (PackageManager(app) is { } packageManager && app.TryGetLastAnnotation<JavaScriptInstallCommandAnnotation>(out var install))
        {
            if (packageManager.ImageSetup is { } setup)
            {
                yield return $"RUN {setup}";
            }

            // The packages get a layer of their own, which a change of the sources leaves alone.
            foreach (var files in packageManager.PackageFilesPatterns)
            {
                yield return $"COPY {files.Source} {files.Destination}";
            }

            var cache = packageManager.CacheMount is { } mount ? $"--mount=type=cache,target={mount} " : string.Empty;
            yield return $"RUN {cache}{packageManager.ExecutableName} {string.Join(' ', install.Args)}";
        }

        yield return "COPY . .";
        if (PackageManager(app) is { } manager && app.TryGetLastAnnotation<JavaScriptBuildScriptAnnotation>(out var build))
        {
            yield return $"RUN {manager.ExecutableName} {string.Join(' ', JavaScriptCommands.RunScript(manager, build.ScriptName, build.Args))}";
        }
    }

    private static JavaScriptPackageManagerAnnotation? PackageManager(JavaScriptAppResource app)
        => app.Annotations.OfType<JavaScriptPackageManagerAnnotation>().LastOrDefault();

    private static string NodeImage(JavaScriptAppResource app, string variant)
        => string.Create(CultureInfo.InvariantCulture, $"node:{NodeMajor(app.WorkingDirectory)}-{variant}");

    // Only files that pin the runtime count; engines.node of package.json says what would work, not what to run.
    private static int NodeMajor(string directory)
        => ReadMajor(directory, ".nvmrc", lines => lines.FirstOrDefault())
            ?? ReadMajor(directory, ".node-version", lines => lines.FirstOrDefault())
            ?? ReadMajor(directory, ".tool-versions", lines => lines
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .FirstOrDefault(words => words is ["node" or "nodejs", _, ..])?[1])
            ?? DefaultNodeMajor;

    private static int? ReadMajor(string directory, string file, Func<IEnumerable<string>, string?> select)
    {
        var path = Path.Combine(directory, file);
        var version = File.Exists(path) ? select(File.ReadLines(path)) : null;
        var major = version?.Trim().TrimStart('v', 'V', '=', '^', '~', '>', '<', ' ').Split('.', '-', ' ')[0];
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines) + '\n';
}

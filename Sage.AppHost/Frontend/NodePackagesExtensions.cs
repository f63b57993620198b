using Aspire.Hosting.JavaScript;

namespace Sage.AppHost.Frontend;

internal static class NodePackagesExtensions
{
    private static readonly string[] Manifests = ["package.json", "package-lock.json"];

    /// <summary>
    /// Runs <c>npm install</c> before the page only when the lock file has changed since the last one: it costs more than a
    /// second of every start, and a network that may not be there. Publishing installs always.
    /// </summary>
    public static IResourceBuilder<ViteAppResource> WithNpmWhenNeeded(this IResourceBuilder<ViteAppResource> page) =>
        page.WithNpm(install: page.ApplicationBuilder.ExecutionContext.IsPublishMode || IsNeeded(page.Resource.WorkingDirectory));

    // npm writes its own copy of the lock file as the last step of an installation.
    internal static bool IsNeeded(string directory)
    {
        var installed = new FileInfo(Path.Combine(directory, "node_modules", ".package-lock.json"));
        return !installed.Exists
            || Manifests.Any(file => File.GetLastWriteTimeUtc(Path.Combine(directory, file)) > installed.LastWriteTimeUtc);
    }
}

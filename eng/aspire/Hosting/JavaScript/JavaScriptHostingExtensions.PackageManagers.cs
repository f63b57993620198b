using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting;

public static partial class JavaScriptHostingExtensions
{
    private const string PnpmVersion = "10.30.1";

    /// <summary>Uses npm; publishing installs with <c>npm ci</c> when there is a lock file.</summary>
    public static IResourceBuilder<TResource> WithNpm<TResource>(this IResourceBuilder<TResource> resource, bool install = true, string? installCommand = null, string[]? installArgs = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        installCommand ??= IsPublished(resource) && HasFile(resource, "package-lock.json") ? "ci" : "install";
        return resource.WithPackageManager(
            new JavaScriptPackageManagerAnnotation("npm", "run", "/root/.npm") { PackageFilesPatterns = { new("package*.json", "./") } },
            [installCommand, .. installArgs ?? []],
            "--omit=dev",
            install);
    }

    /// <summary>Uses Yarn, of either generation.</summary>
    public static IResourceBuilder<TResource> WithYarn<TResource>(this IResourceBuilder<TResource> resource, bool install = true, string[]? installArgs = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        // Yarn 2 renamed the option: https://yarnpkg.com/cli/install
        var hasDirectory = Directory.Exists(Path.Combine(resource.Resource.WorkingDirectory, ".yarn"));
        var isBerry = hasDirectory || HasFile(resource, ".yarnrc.yml");
        installArgs ??= FrozenInPublish(resource, "yarn.lock", isBerry ? "--immutable" : "--frozen-lockfile");

        // Yarn 2 and later pass a separator on to the script.
        var packageManager = new JavaScriptPackageManagerAnnotation("yarn", "run", isBerry ? ".yarn/cache" : "/root/.cache/yarn")
        {
            CommandSeparator = null,
            PackageFilesPatterns = { PackageFiles(resource, "yarn.lock", ".yarnrc.yml") },
        };
        if (hasDirectory)
        {
            packageManager.PackageFilesPatterns.Add(new(".yarn", "./.yarn"));
        }

        return resource.WithPackageManager(packageManager, ["install", .. installArgs], "--production", install);
    }

    /// <summary>Uses pnpm.</summary>
    public static IResourceBuilder<TResource> WithPnpm<TResource>(this IResourceBuilder<TResource> resource, bool install = true, string[]? installArgs = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        installArgs ??= FrozenInPublish(resource, "pnpm-lock.yaml", "--frozen-lockfile");
        return resource.WithPackageManager(
            new JavaScriptPackageManagerAnnotation("pnpm", "run", "/pnpm/store")
            {
                // pnpm passes a separator on to the script.
                CommandSeparator = null,
                PackageFilesPatterns = { PackageFiles(resource, "pnpm-lock.yaml", "pnpm-workspace.yaml") },
                ImageSetup = $"npm install --global pnpm@{PnpmVersion}",
            },
            ["install", .. installArgs],
            "--prod",
            install);
    }

    /// <summary>Uses Bun to install packages and to run scripts.</summary>
    public static IResourceBuilder<TResource> WithBun<TResource>(this IResourceBuilder<TResource> resource, bool install = true, string[]? installArgs = null)
        where TResource : JavaScriptAppResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        var lockFile = HasFile(resource, "bun.lockb") ? "bun.lockb" : "bun.lock";
        installArgs ??= FrozenInPublish(resource, lockFile, "--frozen-lockfile");
        return resource.WithPackageManager(
            new JavaScriptPackageManagerAnnotation("bun", "run", "/root/.bun/install/cache")
            {
                CommandSeparator = null,
                PackageFilesPatterns = { PackageFiles(resource, "bun.lock", "bun.lockb") },
                BuildImage = "oven/bun:1",
            },
            ["install", .. installArgs],
            "--production",
            install);
    }

    private static IResourceBuilder<T> WithPackageManager<T>(this IResourceBuilder<T> app, JavaScriptPackageManagerAnnotation packageManager, string[] installArgs, string productionInstallArgs, bool install)
        where T : JavaScriptAppResource
    {
        app.WithAnnotation(packageManager)
            .WithAnnotation(new JavaScriptInstallCommandAnnotation(installArgs) { ProductionInstallArgs = productionInstallArgs });
        JavaScriptInstaller.Ensure(app, install);
        return app;
    }

    private static string[] FrozenInPublish<T>(IResourceBuilder<T> app, string lockFile, string option)
        where T : JavaScriptAppResource
        => IsPublished(app) && HasFile(app, lockFile) ? [option] : [];

    private static CopyFilePattern PackageFiles<T>(IResourceBuilder<T> app, params string[] optional)
        where T : JavaScriptAppResource
        => new(string.Join(' ', ["package.json", .. optional.Where(file => HasFile(app, file))]), "./");

    private static bool IsPublished<T>(IResourceBuilder<T> app)
        where T : JavaScriptAppResource
        => app.ApplicationBuilder.ExecutionContext.IsPublishMode;

    private static bool HasFile<T>(IResourceBuilder<T> app, string file)
        where T : JavaScriptAppResource
        => File.Exists(Path.Combine(app.Resource.WorkingDirectory, file));
}

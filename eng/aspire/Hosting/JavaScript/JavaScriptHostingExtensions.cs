using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript apps to the model.</summary>
public static partial class JavaScriptHostingExtensions
{
    internal const string DefaultRunScript = "dev";
    private const string DefaultBuildScript = "build";

    /// <summary>Adds an app that the script <paramref name="runScriptName"/> of its <c>package.json</c> runs, with npm.</summary>
    public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = DefaultRunScript)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(appDirectory);
        ArgumentException.ThrowIfNullOrEmpty(runScriptName);

        return AddPackageScriptApp(builder, new JavaScriptAppResource(name, "npm", FullPath(builder, appDirectory)), runScriptName, addArgs: null);
    }

    /// <summary>Adds an app on Vite's development server, with npm and an <c>http</c> endpoint.</summary>
    public static IResourceBuilder<ViteAppResource> AddViteApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = DefaultRunScript)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(appDirectory);

        var vite = new ViteAppResource(name, "npm", FullPath(builder, appDirectory));
        return AddPackageScriptApp(builder, vite, runScriptName, context => AddViteArgs(vite, context.Args))
            .WithHttpEndpoint(env: "PORT")
            .WithAnnotation(new HttpsCertificateAnnotation { UseDeveloperCertificate = false })
            // Vite would take a certificate from a configuration file written for it; none reaches it here.
            .WithAnnotation(new HttpsCertificateConfigurationCallbackAnnotation(_ => Task.CompletedTask));
    }

    /// <summary>Adds a script that Node runs; npm installs its packages when there is a <c>package.json</c>.</summary>
    public static IResourceBuilder<NodeAppResource> AddNodeApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string scriptPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(appDirectory);
        ArgumentException.ThrowIfNullOrEmpty(scriptPath);

        var node = new NodeAppResource(name, "node", FullPath(builder, appDirectory));
        var app = builder.AddResource(node)
            .WithNodeDefaults()
            .WithArgs(context =>
            {
                if (!AddRunScript(node, context.Args))
                {
                    context.Args.Add(scriptPath);
                }
            })
            .WithIconName("CodeJsRectangle")
            .PublishAsGeneratedDockerFile(() => JavaScriptDockerfile.ForNode(node, scriptPath), hasEntrypoint: true)
            .WithPipelineConfiguration(context => ImageSteps.BuildSourcesOfFilesFirst(node, context));

        return (File.Exists(Path.Combine(node.WorkingDirectory, "package.json")) ? app.WithNpm() : app).WithDebugSupport("node");
    }

    /// <summary>Gives Vite a configuration file other than the one it finds.</summary>
    public static IResourceBuilder<ViteAppResource> WithViteConfig(this IResourceBuilder<ViteAppResource> builder, string configPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configPath);

        builder.Resource.ViteConfigPath = configPath;
        return builder;
    }

    /// <summary>Sets the script that builds the app for publishing.</summary>
    public static IResourceBuilder<TResource> WithBuildScript<TResource>(this IResourceBuilder<TResource> resource, string scriptName, string[]? args = null)
        where TResource : JavaScriptAppResource
        => resource.WithAnnotation(new JavaScriptBuildScriptAnnotation(scriptName, args));

    /// <summary>Sets the script that runs the app.</summary>
    public static IResourceBuilder<TResource> WithRunScript<TResource>(this IResourceBuilder<TResource> resource, string scriptName, string[]? args = null)
        where TResource : JavaScriptAppResource
        => resource.WithAnnotation(new JavaScriptRunScriptAnnotation(scriptName, args));

    private static IResourceBuilder<T> AddPackageScriptApp<T>(IDistributedApplicationBuilder builder, T app, string runScriptName, Action<CommandLineArgsCallbackContext>? addArgs)
        where T : JavaScriptAppResource
        => builder.AddResource(app)
            .WithNodeDefaults()
            .WithArgs(context =>
            {
                AddRunScript(app, context.Args);
                addArgs?.Invoke(context);
            })
            .WithIconName("CodeJsRectangle")
            .WithNpm()
            .PublishAsGeneratedDockerFile(() => JavaScriptDockerfile.ForPackageScripts(app), hasEntrypoint: false)
            .WithAnnotation(new ContainerFilesSourceAnnotation { SourcePath = "/app/dist" })
            .WithBuildScript(DefaultBuildScript)
            .WithRunScript(runScriptName)
            .WithDebugSupport("node")
            .CheckExistingDockerfile();

    private static IResourceBuilder<T> WithNodeDefaults<T>(this IResourceBuilder<T> builder)
        where T : JavaScriptAppResource
    {
        JavaScriptCommands.ResolveBeforeStart(builder.ApplicationBuilder, builder.Resource);
        return builder
            .WithOtlpExporter()
            .WithEnvironment("NODE_ENV", builder.ApplicationBuilder.Environment.IsDevelopment() ? "development" : "production")
            .WithAnnotation(new CertificateTrustConfigurationCallbackAnnotation(TrustCertificates));
    }

    private static Task TrustCertificates(CertificateTrustConfigurationCallbackAnnotationContext context)
    {
        if (context.Scope == CertificateTrustScope.Append)
        {
            context.EnvironmentVariables["NODE_EXTRA_CA_CERTS"] = context.CertificateBundlePath;
        }
        else
        {
            const string useSystem = "--use-openssl-ca";
            context.EnvironmentVariables["NODE_OPTIONS"] = context.EnvironmentVariables.GetValueOrDefault("NODE_OPTIONS") switch
            {
                string { Length: > 0 } options => $"{options} {useSystem}",
                ReferenceExpression options => ReferenceExpression.Create($"{options} {useSystem}"),
                _ => useSystem,
            };
        }

        return Task.CompletedTask;
    }

    // A container of its own is not what most apps are published as: their files go into another one's image.
    private static IResourceBuilder<T> PublishAsGeneratedDockerFile<T>(this IResourceBuilder<T> builder, Func<string> dockerfile, bool hasEntrypoint)
        where T : JavaScriptAppResource
        => builder.PublishAsDockerFile(container =>
        {
            if (File.Exists(Path.Combine(builder.Resource.WorkingDirectory, "Dockerfile")))
            {
                return;
            }

            container.WithAnnotation(new DockerfileBuilderCallbackAnnotation());
            container.WithDockerfileFactory(builder.Resource.WorkingDirectory, _ => dockerfile());
            container.Resource.Annotations.OfType<DockerfileBuildAnnotation>().Last().HasEntrypoint = hasEntrypoint;
        });

    private static bool AddRunScript(JavaScriptAppResource app, IList<object> args)
    {
        if (!app.TryGetLastAnnotation<JavaScriptRunScriptAnnotation>(out var script) ||
            !app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var packageManager))
        {
            return false;
        }

        foreach (var argument in JavaScriptCommands.RunScript(packageManager, script.ScriptName, script.Args))
        {
            args.Add(argument);
        }

        return true;
    }

    private static void AddViteArgs(ViteAppResource vite, IList<object> args)
    {
        if (vite.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var packageManager) && packageManager.CommandSeparator is { } separator)
        {
            args.Add(separator);
        }

        var https = vite.GetEndpoint("https");
        args.Add("--port");
        args.Add((https.Exists ? https : vite.GetEndpoint("http")).Property(EndpointProperty.TargetPort));

        if (!string.IsNullOrEmpty(vite.ViteConfigPath))
        {
            args.Add("--config");
            args.Add(vite.ViteConfigPath);
        }
    }

    private static string FullPath(IDistributedApplicationBuilder builder, string directory) => Path.GetFullPath(directory, builder.AppHostDirectory);
}

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>The resource <c>{app}-installer</c>, which the app waits for in run mode.</summary>
internal static class JavaScriptInstaller
{
    public static void Ensure<T>(IResourceBuilder<T> app, bool install)
        where T : JavaScriptAppResource
    {
        var builder = app.ApplicationBuilder;
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        var name = $"{app.Resource.Name}-installer";
        if (builder.TryCreateResourceBuilder<JavaScriptInstallerResource>(name, out var existing))
        {
            if (!install)
            {
                StopWaiting(app.Resource, existing.Resource);
                existing.WithExplicitStart();
            }

            return;
        }

        var installer = Add(builder, app.Resource, name);
        if (install)
        {
            app.WaitForCompletion(installer);
        }
        else
        {
            installer.WithExplicitStart();
        }

        app.WithAnnotation(new JavaScriptPackageInstallerAnnotation(installer.Resource));
    }

    private static IResourceBuilder<JavaScriptInstallerResource> Add(IDistributedApplicationBuilder builder, JavaScriptAppResource app, string name)
    {
        var resource = new JavaScriptInstallerResource(name, app.WorkingDirectory);

        // A long app name must not fail on the suffix that was added to it.
        resource.Annotations.Add(NameValidationPolicyAnnotation.None);
        var installer = builder.AddResource(resource)
            .WithParentRelationship(app)
            .ExcludeFromManifest()
            .WithAnnotation(new CertificateAuthorityCollectionAnnotation(CertificateTrustScope.None));

        builder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            installer
                .WithCommand(app.Annotations.OfType<JavaScriptPackageManagerAnnotation>().Last().ExecutableName)
                .WithWorkingDirectory(app.WorkingDirectory)
                .WithArgs(app.Annotations.OfType<JavaScriptInstallCommandAnnotation>().Last().Args);
            return Task.CompletedTask;
        });
        JavaScriptCommands.WarnWhenMissing(builder, resource);
        return installer;
    }

    private static void StopWaiting(JavaScriptAppResource app, JavaScriptInstallerResource installer)
    {
        foreach (var wait in app.Annotations.OfType<WaitAnnotation>().Where(wait => wait.Resource == installer).ToArray())
        {
            app.Annotations.Remove(wait);
        }
    }
}

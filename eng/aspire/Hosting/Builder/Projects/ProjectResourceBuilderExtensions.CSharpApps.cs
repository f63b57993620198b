using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a C# file, a project or a folder with one project.</summary>
    [Experimental("ASPIRECSHARPAPPS001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<ProjectResource> AddCSharpApp(this IDistributedApplicationBuilder builder, string name, string path)
        => builder.AddCSharpApp(name, path, _ => { });

    /// <summary>Adds a C# file, a project or a folder with one project, with options.</summary>
    [Experimental("ASPIRECSHARPAPPS001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
    public static IResourceBuilder<CSharpAppResource> AddCSharpApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string path, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ProjectResourceOptions();
        configure(options);
        var metadata = new ProjectMetadata(AppHostPath.Resolve(builder, path));
        return builder.AddResource(new CSharpAppResource(name)).WithAnnotation(metadata).WithDefaults(options)
            .OnBeforeResourceStarted((_, _, _) => CheckPath(metadata.ProjectPath));
    }

    private static Task CheckPath(string path)
        => Path.GetExtension(path).ToUpperInvariant() is ".CSPROJ" or ".CS" ? Task.CompletedTask
            : throw new DistributedApplicationException(Directory.Exists(path)
                ? $"Path to C# project could not be determined. The directory '{path}' must contain a single .csproj file."
                : $"The C# app path '{path}' is invalid. The path must be to a .cs file, .csproj file, or directory containing a single .csproj file.");
}

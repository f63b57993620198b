using System.Xml.Linq;

namespace Sage.AppHost.Aws.Planning;

/// <summary>What a project file says; asking MSBuild would take seconds.</summary>
internal static class ProjectFile
{
    private const string ProjectName = "$(MSBuildProjectName)";

    /// <exception cref="DistributedApplicationException">The name is put together of properties that only MSBuild knows.</exception>
    public static string AssemblyName(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        if (!Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase))
        {
            // A program of one file.
            return file;
        }

        var name = XDocument.Load(path).Descendants().LastOrDefault(element => element.Name.LocalName == "AssemblyName")?.Value.Trim().Replace(ProjectName, file, StringComparison.Ordinal);
        return name is null or "" ? file
            : !name.Contains("$(", StringComparison.Ordinal) ? name
            : throw new DistributedApplicationException($"The AssemblyName of {path} is '{name}', which only MSBuild knows: write it out, so that the container's health check can name the program.");
    }
}

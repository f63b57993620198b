using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Where a project lies and how it is started.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Launch settings to use in place of the project's own.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether the project is started without being built.</summary>
    bool SuppressBuild => false;

    /// <summary>Whether the "project" is a single C# file.</summary>
    bool IsFileBasedApp => string.Equals(Path.GetExtension(ProjectPath), ".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Settings to use in place of the project's own, for tests.</summary>
    internal IConfiguration? Configuration => null;
}

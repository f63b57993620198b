using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Where steps write.</summary>
[Experimental("ASPIREPIPELINES004", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IPipelineOutputService
{
    /// <summary>The directory of the output.</summary>
    string GetOutputDirectory();

    /// <summary>The directory of a resource's output.</summary>
    string GetOutputDirectory(IResource resource);

    /// <summary>A directory for the time of the run.</summary>
    string GetTempDirectory();

    /// <summary>A resource's directory for the time of the run.</summary>
    string GetTempDirectory(IResource resource);
}

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Pipelines;

/// <summary>The command line of publish mode.</summary>
[Experimental("ASPIREPIPELINES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public class PipelineOptions
{
    /// <summary>Where output goes.</summary>
    public string? OutputPath { get; set; }

    /// <summary>Whether saved state is ignored.</summary>
    public bool ClearCache { get; set; }

    /// <summary>The step to run; everything when null.</summary>
    public string? Step { get; set; }

    /// <summary>The lowest level that is shown.</summary>
    public string? LogLevel { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    public bool SkipConfirmation { get; set; }
}

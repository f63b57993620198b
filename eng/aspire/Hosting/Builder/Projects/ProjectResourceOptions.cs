namespace Aspire.Hosting;

/// <summary>How a project's own settings are used.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile to use.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Uses no launch profile at all.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>Ignores the endpoints in the Kestrel section of the project's settings.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}

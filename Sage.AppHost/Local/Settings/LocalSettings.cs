using Microsoft.Extensions.Configuration;

namespace Sage.AppHost.Local;

/// <summary>How Postgres and Valkey run on this machine: configuration section <c>Sage</c>.</summary>
internal sealed record LocalSettings
{
    /// <summary>Sage:Data. The default is 'process'; 'container' needs a container engine and AspireSource=nuget.</summary>
    public bool UseContainers { get; init; }

    /// <summary>Sage:FixedPorts. True gives 5432 and 6379; the default is a free port for each run.</summary>
    public bool FixedPorts { get; init; }

    /// <summary>Sage:DataDirectory. The default is .sage/data in the repository.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Tests run beside a developer's AppHost, on ports and data of their own.</summary>
    public bool IsTestRun { get; init; }

    /// <exception cref="DistributedApplicationException">A value is not one of those that are possible.</exception>
    public static LocalSettings Read(IConfiguration configuration)
    {
        var directory = configuration["Sage:DataDirectory"];
        if (directory is not null && (string.IsNullOrWhiteSpace(directory) || directory.AsSpan().ContainsAny(Path.GetInvalidPathChars())))
        {
            throw Invalid("Sage:DataDirectory", directory, "the path of a folder");
        }
        return new LocalSettings
        {
            UseContainers = configuration["Sage:Data"]?.ToUpperInvariant() switch
            {
                null or "PROCESS" => false,
                "CONTAINER" => true,
                _ => throw Invalid("Sage:Data", configuration["Sage:Data"], "'process' or 'container'"),
            },
            FixedPorts = Flag(configuration, "Sage:FixedPorts"),
            DataDirectory = directory,
            IsTestRun = Flag(configuration, "DcpPublisher:RandomizePorts"),
        };
    }

    private static bool Flag(IConfiguration configuration, string key) => configuration[key] is not { } text
        ? false
        : bool.TryParse(text, out var value) ? value : throw Invalid(key, text, "'true' or 'false'");

    private static DistributedApplicationException Invalid(string key, string? value, string expected) => new($"{key} is '{value}'; it must be {expected}.");
}

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a probe asks.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum ProbeType
{
    /// <summary>Has it started?</summary>
    Startup = 0,

    /// <summary>Can it take work?</summary>
    Readiness = 1,

    /// <summary>Does it still work?</summary>
    Liveness = 2,
}

/// <summary>A question the platform asks a resource again and again.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>What is asked.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Seconds before the first time.</summary>
    public int InitialDelaySeconds { get; init; }

    /// <summary>Seconds between times.</summary>
    public int PeriodSeconds { get; init; }

    /// <summary>Seconds to wait for an answer.</summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>Failures in a row that count.</summary>
    public int FailureThreshold { get; init; }

    /// <summary>Successes in a row that count.</summary>
    public int SuccessThreshold { get; init; }
}

/// <summary>A probe by HTTP.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>The endpoint asked.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>The path asked.</summary>
    public required string Path { get; init; }
}

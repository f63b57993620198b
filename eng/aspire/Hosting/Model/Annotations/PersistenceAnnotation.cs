using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What ends a resource.</summary>
[Experimental("ASPIREPERSISTENCE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum PersistenceMode
{
    /// <summary>The end of the application.</summary>
    Session,

    /// <summary>Nothing but being stopped; the next run finds it again.</summary>
    Persistent,

    /// <summary>Whatever ends another resource.</summary>
    Resource,

    /// <summary>The end of a process.</summary>
    ParentProcess,
}

/// <summary>How long a resource lives.</summary>
[Experimental("ASPIREPERSISTENCE001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[DebuggerDisplay("Persistence {Mode}")]
public sealed class PersistenceAnnotation : IResourceAnnotation
{
    /// <summary>What ends it.</summary>
    public required PersistenceMode Mode { get; set; }

    /// <summary>The resource whose lifetime it shares.</summary>
    public IResource? SourceResource { get; set; }

    /// <summary>The process that it ends with.</summary>
    public int? ParentProcessId { get; set; }

    /// <summary>When that process began, so that another one with its id is not taken for it.</summary>
    public DateTime? ParentProcessTimestamp { get; set; }
}

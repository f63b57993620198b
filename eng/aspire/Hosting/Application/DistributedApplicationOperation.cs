namespace Aspire.Hosting;

/// <summary>What the AppHost was started for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Run the resources on this machine.</summary>
    Run,

    /// <summary>Run steps of the pipeline; no resource is started.</summary>
    Publish,
}

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Options of the resource notifications.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What a wait does when its resource cannot become available and the wait itself does not say.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}

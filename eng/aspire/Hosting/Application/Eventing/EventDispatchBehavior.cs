namespace Aspire.Hosting.Eventing;

/// <summary>How the subscribers of an event are called.</summary>
public enum EventDispatchBehavior
{
    /// <summary>One after the other; publishing waits and stops at the first error.</summary>
    BlockingSequential,

    /// <summary>All at once; publishing waits.</summary>
    BlockingConcurrent,

    /// <summary>One after the other, in the background.</summary>
    NonBlockingSequential,

    /// <summary>All at once, in the background.</summary>
    NonBlockingConcurrent,
}

using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Pipelines;

/// <summary>Where it is shown what happens in a run.</summary>
internal interface IActivitySink
{
    /// <summary>Whether lines of the log reach the user only this way.</summary>
    bool ShowsLog { get; }

    void Write(PublishingActivityMessage activity);
}

/// <summary>A running application has no pipeline that anybody watches.</summary>
internal sealed class NoActivities : IActivitySink
{
    public bool ShowsLog => false;

    public void Write(PublishingActivityMessage activity)
    {
    }
}

using Aspire.Hosting.Cli.Messages;

namespace Aspire.Hosting.Pipelines;

/// <summary>Where it is shown what happens in a run.</summary>
internal interface IActivitySink
{
    void Write(PublishingActivityMessage activity);
}

/// <summary>Without the CLI nobody watches: what steps log is on the console.</summary>
internal sealed class NoActivities : IActivitySink
{
    public void Write(PublishingActivityMessage activity)
    {
    }
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Sage.Tests.AppHost;

/// <summary>The application with two backends, for tests that break it.</summary>
public sealed class ReplicatedApp : SageApp
{
    protected override IEnumerable<string> Settings => ["--Sage:Replicas=2"];

    // What is not measured is quicker than usual: when missing minutes are looked for, and when a healthy source is trusted again.
    protected override void Configure(IDistributedApplicationTestingBuilder builder) => builder
        .CreateResourceBuilder<ProjectResource>("backend")
        .WithEnvironment("Market__Candles__BackfillInterval", "00:00:02")
        .WithEnvironment("Market__ReturnAfter", "00:00:02");
}

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Conformance;

internal sealed partial class ConformanceModels
{
    private static IResourceBuilder<ExecutableResource> Ends(IResourceBuilder<ExecutableResource> executable, string exitCode, string milliseconds)
        => executable.WithEnvironment("EXIT_CODE", exitCode).WithEnvironment("EXIT_AFTER_MS", milliseconds);

    private void FailingDependencies()
    {
        Configuration["ConnectionStrings:cs"] = "Server=x";
        var connection = builder.AddConnectionString("cs");
        builder.AddParameter("par", "v");
        var job = Ends(Executable("job"), "0", "700");
        var bad = Ends(Executable("job3"), "3", "300");
        var a = Project("a").WithHttpEndpoint().WithHttpHealthCheck("/health").WithReference(connection);
        Project("b-waitfor").WithHttpEndpoint().WaitFor(a);
        Project("c-completion").WaitForCompletion(job);
        Project("d-start").WaitForStart(a);
        Executable("e-expected3").WaitForCompletion(bad, 3);
        Executable("f-mismatch").WaitForCompletion(bad);
        Executable("g-explicit").WithExplicitStart();
        Executable("h-behavior").WaitFor(a, WaitBehavior.StopOnResourceUnavailable);
        var missing = builder.AddExecutable("i-nocmd", "/no/such/binary", ".");
        Executable("j-on-failed").WaitFor(missing);
        Executable("k-parent-cs").WaitFor(connection);
    }

    private void Waits()
    {
        Configuration["ConnectionStrings:cs"] = "Server=x";
        var first = Project("first").WithHttpEndpoint().WithHttpHealthCheck("/health").WithReference(builder.AddConnectionString("cs"));
        var parameter = Parameter("par", "v");
        var expression = builder.AddConnectionString("expr", ReferenceExpression.Create($"Server=s;Key={parameter}"));
        first.WithReference(expression);
        Executable("zero").WithReference(builder.AddConnectionString("expr-ep", ReferenceExpression.Create($"{first.GetEndpoint("http")}"))).WaitFor(expression);
        var job = Ends(Executable("job"), "0", "700");
        Project("second").WithHttpEndpoint().WaitFor(first).WaitForCompletion(job);
        Executable("third").WaitForStart(first);
    }

    private void Snapshots()
    {
        var checks = 0;
        Project("web").WithHttpEndpoint().WithHttpHealthCheck("/health");
        builder.Services.AddHealthChecks().AddCheck("custom", () => ++checks < 4 ? HealthCheckResult.Unhealthy("not yet") : HealthCheckResult.Healthy("fine"));
        Executable("exe").WithHealthCheck("custom");
        Ends(Executable("dies"), "42", "500");
        Ends(Executable("finishes"), "0", "500");
        builder.AddExecutable("nocmd", "/no/such/binary", ".");
        Executable("manual").WithExplicitStart();
        builder.AddParameter("missing-par");
        Parameter("par", "value");
        Parameter("sec", "value", secret: true);
        builder.AddExternalService("ext", "https://example.org/");
        Configuration["ConnectionStrings:cs"] = "Server=x";
        builder.AddConnectionString("cs");
    }

    private void Tested()
    {
        Configuration["ConnectionStrings:cs"] = "Server=x";
        var connection = builder.AddConnectionString("cs");
        var api = Project("api").WithHttpEndpoint().WithHttpsEndpoint(name: "secure").WithHttpHealthCheck("/health").WithEnvironment("SECRET", Parameter("sec", "v", secret: true)).WithReference(connection);
        Project("web").WithHttpEndpoint(port: 18318).WithReference(api).WaitFor(api);
        Executable("tool", "--a", "b").WithParentRelationship(api);
        Executable("done").WithEnvironment("EXIT_CODE", "7");
    }

    private void CyclicWaits()
    {
        var x = Executable("x");
        var y = Executable("y");
        x.WaitFor(y);
        y.WaitFor(x);
        Executable("free");
    }

    private void Replicas()
    {
        var replicated = Project("rep").WithHttpEndpoint().WithReplicas(3);
        Project("consumer").WithReference(replicated);
    }
}

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Conformance;

internal sealed partial class ConformanceModels
{
    private void ReferenceExpressions()
    {
        var api = Project("api").WithHttpEndpoint(port: 18171).WithHttpsEndpoint(port: 18172);
        var user = Parameter("user", "jo hn@x");
        var password = Parameter("pwd", "p/ss&{}", secret: true);
        var http = api.GetEndpoint("http");
        var inner = ReferenceExpression.Create($"[{user}]");
        string? nothing = null;
        var built = new ReferenceExpressionBuilder();
        built.AppendLiteral("lit ");
        built.AppendFormatted(user.Resource);
        built.AppendFormatted(password.Resource, "uri");
        built.Append($"-{http.Property(EndpointProperty.Port)}");

        Project("consumer")
            .WithEnvironment("LITERAL", ReferenceExpression.Create($"just text"))
            .WithEnvironment("BRACES", ReferenceExpression.Create($"{{literal}} {user}"))
            .WithEnvironment("PARAM", ReferenceExpression.Create($"u={user}"))
            .WithEnvironment("MIXED", ReferenceExpression.Create($"{http}/path?u={user}&p={password}"))
            .WithEnvironment("URIFMT", ReferenceExpression.Create($"u={user:uri}&p={password:uri}"))
            .WithEnvironment("NESTED", ReferenceExpression.Create($"<{inner}>"))
            .WithEnvironment("HOSTPORT", ReferenceExpression.Create($"{http.Property(EndpointProperty.HostAndPort)}|{http.Property(EndpointProperty.IPV4Host)}|{http.Property(EndpointProperty.Scheme)}|{http.Property(EndpointProperty.Port)}|{http.Property(EndpointProperty.Url)}|{http.Property(EndpointProperty.TargetPort)}|{http.Property(EndpointProperty.TlsEnabled)}"))
            .WithEnvironment("ENDPOINT_URI", ReferenceExpression.Create($"{http.Property(EndpointProperty.Url):uri}"))
            .WithEnvironment("NULL_LITERAL", ReferenceExpression.Create($"a{nothing}b"))
            .WithEnvironment("BUILDER", built.Build())
            .WithEnvironment("EMPTY", ReferenceExpression.Create($""))
            .WithEnvironment("SECRET_ONLY", ReferenceExpression.Create($"{password}"))
            .WithEnvironment("COND", ReferenceExpression.CreateConditional(user.Resource, "jo hn@x", ReferenceExpression.Create($"yes {user}"), ReferenceExpression.Create($"no")))
            .WithEnvironment("INTERP", $"i={user};{http}")
            .WithEnvironment("BADFMT", "x");
    }

    private void ResolvedReplicas()
    {
        Replicas();

        // Their hidden rebuilders stay.
        builder.Resources.Remove(Project("zero").Resource);
        builder.Resources.Remove(Project("neg").Resource);
    }

    private void ExternalServices()
    {
        Configuration["Parameters:purl"] = "https://p.example.org:8443/base/";
        Configuration["Parameters:badurl"] = "not a url";
        var text = builder.AddExternalService("ext-svc", "https://example.org/");
        var uri = builder.AddExternalService("ext-uri", new Uri("http://example.org:8080/"));
        var parameter = builder.AddExternalService("ext-par", builder.AddParameter("purl"));
        var healthy = builder.AddExternalService("ext-health", "http://127.0.0.1:1/").WithHttpHealthCheck("/ping");
        var bad = builder.AddExternalService("ext-bad", builder.AddParameter("badurl"));
        Project("c-str").WithReference(text);
        Project("c-uri").WithReference(uri);
        Project("c-par").WithReference(parameter);
        Project("c-health").WithReference(healthy);
        Project("c-bad").WithReference(bad);
        Project("c-env").WithEnvironment("E", text).WithEnvironment("EP", parameter);
        Project("c-sdonly").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery).WithReference(text);
    }
}

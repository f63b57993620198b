using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests.Conformance;

/// <summary>The models the conformance data was taken from: what matters is that they are the same, not what they mean.</summary>
internal sealed partial class ConformanceModels(IDistributedApplicationBuilder builder, IModelFiles fixture)
{
    public static Action<ConformanceModels> Named(string name) => name switch
    {
        "01-service-discovery" => models => models.ServiceDiscovery(),
        "02-executable-args" => models => models.ExecutableArguments(),
        "03-parameters" => models => models.Parameters(),
        "04-connection-strings" => models => models.ConnectionStrings(),
        "05-postgres" => models => models.Postgres(),
        "06-valkey" => models => models.Valkey(),
        "07-reference-expressions" => models => models.ReferenceExpressions(),
        "08-with-environment" => models => models.WithEnvironment(),
        "10-wait-events-full" or "10-wait-events-no-dashboard" => models => models.FailingDependencies(),
        "10-wait-events-clean" => models => models.Waits(),
        "16-errors" => models => models.CyclicWaits(),
        "17-snapshots" => models => models.Snapshots(),
        "18-testing" => models => models.Tested(),
        "replicas" => models => models.Replicas(),
        "09-replicas" => models => models.ResolvedReplicas(),
        "11-vite" => models => models.JavaScript(),
        "12-external-service" => models => models.ExternalServices(),
        "13-launch-profiles" => models => models.LaunchProfiles(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such model."),
    };

    private ConfigurationManager Configuration => builder.Configuration;

    private IResourceBuilder<ProjectResource> Project(string name)
        => builder.AddProject(name, fixture.ProjectPath, launchProfileName: null);

    private IResourceBuilder<ExecutableResource> Executable(string name, params string[] args)
        => builder.AddExecutable(name, "dotnet", ".", [fixture.ProgramPath, .. args]);

    private IResourceBuilder<ParameterResource> Parameter(string name, string value, bool secret = false)
        => builder.AddParameter(name, value, secret: secret);

    private void ServiceDiscovery()
    {
        var api = Project("my-api").WithHttpEndpoint(port: 18101).WithHttpsEndpoint(port: 18102)
            .WithHttpEndpoint(port: 18103, name: "admin").WithEndpoint(port: 18104, scheme: "tcp", name: "raw");
        var other = Project("api2").WithHttpEndpoint();
        Project("ref-all").WithReference(api);
        Project("ref-two").WithReference(api).WithReference(other);
        Project("ref-endpoint-admin").WithReference(api.GetEndpoint("admin"));
        Project("ref-endpoint-http").WithReference(api.GetEndpoint("http"));
        Project("ref-endpoint-raw").WithReference(api.GetEndpoint("raw"));
        Project("ref-renamed").WithReference(api, "backend");
        Project("ref-uri").WithReference("ext", new Uri("https://ext.example.org/base/"));
        Project("ref-sd-only").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery).WithReference(api);
        Project("ref-ep-only").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.Endpoints).WithReference(api);
        Executable("ref-exe").WithReference(api);
        builder.AddContainer("ref-container", "img", "tag").WithHttpEndpoint(targetPort: 8080).WithReference(api);
    }

    private void ExecutableArguments()
    {
        var http = Project("api").WithHttpEndpoint(port: 18111).GetEndpoint("http");
        var level = Parameter("level", "debug");
        var token = Parameter("token", "s3cr3t value", secret: true);
        Executable("tool", "--first").WithHttpEndpoint(port: 18112, targetPort: 18113, env: "PORT")
            .WithArgs("--static", "with space").WithArgs("--level", level).WithArgs("--token", token)
            .WithArgs(ReferenceExpression.Create($"--upstream={http.Property(EndpointProperty.Url)}"))
            .WithArgs(context =>
            {
                context.Args.Add("--host");
                context.Args.Add(http.Property(EndpointProperty.Host));
                context.Args.Add(http.Property(EndpointProperty.Port));
                context.Args.Add(http);
                context.Args.Add($"count-before={context.Args.Count}");
            });
        Executable("self").WithHttpEndpoint(targetPort: 18115, isProxied: false).WithArgs(context => context.Args.Add(context.Resource.Name));
        var target = Executable("targetport").WithHttpEndpoint(name: "web", env: "WEB_PORT");
        var web = target.GetEndpoint("web");
        target.WithArgs("--target-port", web.Property(EndpointProperty.TargetPort)).WithArgs(web.Property(EndpointProperty.HostAndPort))
            .WithArgs(web.Property(EndpointProperty.Scheme)).WithArgs(web.Property(EndpointProperty.TlsEnabled));
    }

    private void Parameters()
    {
        Configuration["Parameters:from-config"] = "configured";
        Configuration["Parameters:with-default-overridden"] = "cfg-wins";
        Configuration["Some:Key"] = "keyed";
        Configuration["Parameters:fixed-value"] = "config-for-fixed";
        Configuration["Parameters:under_score"] = "underscored";
        Configuration["Parameters:empty"] = "";
        IResourceBuilder<ParameterResource>[] parameters =
        [
            builder.AddParameter("from-config"),
            builder.AddParameter("from-config-secret-missing", secret: true),
            builder.AddParameter("missing"),
            builder.AddParameter("fixed-value", "literal"),
            builder.AddParameter("fixed-published", "literal2", publishValueAsDefault: true),
            builder.AddParameter("fixed-secret", "literal3", secret: true),
            builder.AddParameter("callback", () => "from-callback"),
            builder.AddParameter("empty"),
            builder.AddParameter("under-score"),
            builder.AddParameterFromConfiguration("renamed", "Some:Key"),
            builder.AddParameterFromConfiguration("renamed-missing", "No:Such:Key"),
            builder.AddParameter("with-default-overridden", new GenerateParameterDefault { MinLength = 12 }),
            builder.AddParameter("generated", new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true),
            builder.AddParameter("generated-strict", new GenerateParameterDefault { MinLength = 10, Lower = true, Upper = false, Numeric = true, Special = false, MinLower = 3, MinNumeric = 3 }, secret: true),
            builder.AddParameter("described", "x").WithDescription("a **description**", enableMarkdown: true),
        ];
        foreach (var parameter in parameters)
        {
            Executable($"use-{parameter.Resource.Name}").WithEnvironment("VALUE", parameter);
        }
    }

    private void ConnectionStrings()
    {
        Configuration["ConnectionStrings:legacy"] = "Server=legacy;User=u";
        Configuration["ConnectionStrings:my-db"] = "Server=mydb";
        Configuration["ConnectionStrings:custom"] = "Server=custom";
        var legacy = builder.AddConnectionString("legacy");
        var database = builder.AddConnectionString("my-db");
        var absent = builder.AddConnectionString("absent");
        var custom = builder.AddConnectionString("custom", "CUSTOM_ENV_NAME");
        var password = Parameter("pwd", "p@ss;w", secret: true);
        var composed = builder.AddConnectionString("composed", ReferenceExpression.Create($"Server=h;Password={password}"));
        Project("plain").WithReference(legacy);
        Project("renamed").WithReference(legacy, "main");
        Project("dash").WithReference(database);
        Project("dash-renamed").WithReference(database, "other-name.x");
        Project("optional-missing").WithReference(absent, optional: true);
        Project("required-missing").WithReference(absent);
        Project("env-named").WithReference(custom);
        Project("env-named-renamed").WithReference(custom, "explicit");
        Project("composed-ref").WithReference(composed);
        Project("env").WithEnvironment("CS", legacy);
        Project("prop").WithReference(builder.AddConnectionString("withprop", ReferenceExpression.Create($"a=b"))
            .WithConnectionProperty("Extra", "extra-value").WithConnectionProperty("Exp", ReferenceExpression.Create($"x-{password}")));
        Project("redirected").WithReference(builder.AddConnectionString("redir", ReferenceExpression.Create($"orig")).WithConnectionStringRedirection(composed.Resource));
    }
}

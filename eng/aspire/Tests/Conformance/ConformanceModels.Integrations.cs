using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Conformance;

internal sealed partial class ConformanceModels
{
    private void Postgres()
    {
        var server = builder.AddPostgres("pg");
        var database = server.AddDatabase("app-db");
        var second = server.AddDatabase("second", "real_name");
        var user = Parameter("pg-user", "adm in");
        var password = Parameter("pg-pass", "p@ss:w/rd", secret: true);
        var other = builder.AddPostgres("pg2", user, password, port: 15432).WithDataVolume("vol").WithLifetime(ContainerLifetime.Persistent);
        var third = other.AddDatabase("db3");
        builder.AddPostgres("pg3").WithHostPort(15433).WithDataVolume().WithInitFiles(AppContext.BaseDirectory);
        Project("ref-db").WithReference(database).WaitFor(database);
        Project("ref-db-renamed").WithReference(database, "main");
        Project("ref-db2").WithReference(second);
        Project("ref-server").WithReference(server);
        Project("ref-db3").WithReference(third);
        Project("ref-connstr-only").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString).WithReference(database);
        Project("ref-props-only").WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionProperties).WithReference(database);
        Executable("ref-exe").WithReference(database);
        builder.AddContainer("ref-container", "img").WithReference(database);
        Project("ref-js-style").WithEnvironment("DATABASE_URL", database.Resource.UriExpression).WithEnvironment("JDBC", database.Resource.JdbcConnectionString)
            .WithEnvironment("PGHOST", server.Resource.PrimaryEndpoint.Property(EndpointProperty.Host)).WithEnvironment("USERREF", server.Resource.UserNameReference);
    }

    private void Valkey()
    {
        var cache = builder.AddValkey("cache");
        var password = Parameter("vk-pass", "p w,=", secret: true);
        var other = builder.AddValkey("cache2", port: 16379, password: password).WithDataVolume().WithPersistence(TimeSpan.FromSeconds(30), 5);
        Project("ref-cache").WithReference(cache).WaitFor(cache);
        Project("ref-renamed").WithReference(cache, "sessions");
        Project("ref-cache2").WithReference(other);
        Executable("ref-exe").WithReference(cache);
        builder.AddContainer("ref-container", "img").WithReference(cache);
    }

    private void JavaScript()
    {
        var directory = fixture.WebDirectory;
        var api = Project("api").WithHttpEndpoint(port: 18191);
        builder.AddViteApp("web", directory).WithReference(api).WithEnvironment("VITE_X", "y");
        builder.AddViteApp("web2", directory, "build").WithNpm(install: false).WithEndpoint("http", endpoint => endpoint.Port = 18192).WithExternalHttpEndpoints();
        builder.AddViteApp("web3", directory).WithPnpm();
        builder.AddViteApp("web4", directory).WithYarn();
        builder.AddJavaScriptApp("js", directory, "dev").WithHttpEndpoint(env: "PORT");
        builder.AddNodeApp("node", directory, "dump.js").WithHttpEndpoint(env: "PORT");
        builder.AddViteApp("vcfg", directory).WithViteConfig("./vite.config.js").WithHttpsEndpoint(port: 18193);
        builder.AddViteApp("vargs", directory).WithRunScript("build", ["--x", "1"]).WithBuildScript("build", ["--y"]);
    }

    private void WithEnvironment()
    {
        Configuration["ConnectionStrings:cs"] = "Server=x";
        Configuration["Parameters:exturl"] = "https://param.example.org/";
        var plain = Parameter("plain", "pv");
        var secret = Parameter("sec", "sv", secret: true);
        var http = Project("api").WithHttpEndpoint(port: 18181).GetEndpoint("http");
        var service = builder.AddExternalService("ext", "https://example.org/");
        var parameterService = builder.AddExternalService("extp", builder.AddParameter("exturl"));
        Project("c").WithEnvironment("STR", "v").WithEnvironment("EMPTYSTR", "").WithEnvironment("NULLSTR", (string?)null).WithEnvironment("FUNC", () => "computed")
            .WithEnvironment("PARAM", plain).WithEnvironment("SECRET", secret).WithEnvironment("ENDPOINT", http)
            .WithEnvironment("EXPR", ReferenceExpression.Create($"{plain}-{secret}")).WithEnvironment("INTERP", $"{plain}/{http}")
            .WithEnvironment("EXT", service).WithEnvironment("EXTP", parameterService).WithEnvironment("CS", builder.AddConnectionString("cs"))
            .WithEnvironment("EPPROP", http.Property(EndpointProperty.Port))
            .WithEnvironment(context =>
            {
                var variables = context.EnvironmentVariables;
                variables["CB"] = "cb";
                variables["CB_PARAM"] = plain.Resource;
                variables["CB_INT"] = 42;
                variables["CB_SEES_STR"] = variables.ContainsKey("STR").ToString();
                variables["STR"] = "overwritten-by-callback";
                variables["CB_OP"] = context.ExecutionContext.Operation.ToString();
                variables["CB_RES"] = context.Resource.Name;
            })
            .WithEnvironment(async context =>
            {
                await Task.Yield();
                context.EnvironmentVariables["ASYNC_CB"] = "async";
            })
            .WithEnvironment("LAST", "1").WithEnvironment("LAST", "2");
    }

    private void LaunchProfiles()
    {
        builder.AddProject("default", fixture.ProjectPath).WithEnvironment("OVERRIDDEN", "model");
        builder.AddProject("p-http", fixture.ProjectPath, "http");
        builder.AddProject("p-https", fixture.ProjectPath, "https");
        builder.AddProject("p-nourl", fixture.ProjectPath, "nourl");
        Project("p-null");
        Project("p-null-endpoint").WithHttpEndpoint();
        builder.AddProject("exclude-kestrel", fixture.ProjectPath, options =>
        {
            options.LaunchProfileName = null;
            options.ExcludeKestrelEndpoints = true;
        });
        builder.AddProject("args", fixture.ProjectPath, "nourl").WithArgs("--model-arg");
        Project("replicas2").WithReplicas(2);
        Project("otlp-off").WithEnvironment(context => { context.EnvironmentVariables.Remove("OTEL_EXPORTER_OTLP_ENDPOINT"); });
        Project("targetport").WithHttpEndpoint(port: 18210, targetPort: 18211);
        Project("noproxy").WithHttpEndpoint(port: 18212, isProxied: false);
        var exception = Assert.Throws<DistributedApplicationException>(() => builder.AddProject("unk", fixture.ProjectPath, "nope"));
        builder.Resources.Remove(builder.Resources.Single(resource => resource.Name == "unk"));
        Assert.Equal("Launch settings file does not contain 'nope' profile.", exception.Message);
        Executable("exe-otlp").WithOtlpExporter();
        Executable("exe-plain");
    }
}

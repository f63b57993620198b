using Sage.AppHost;
using Sage.AppHost.Alerts;
using Sage.AppHost.Aws;
using Sage.AppHost.Frontend;
using Sage.AppHost.Local;
using Sage.AppHost.Market;
using Sage.AppHost.Published;
using Sage.AppHost.Restarts;

ConfigurationErrors.EndWithOneLine();
var builder = DistributedApplication.CreateBuilder(args);

// Where the model goes when it is published; nothing of it runs locally.
builder.AddAwsEnvironment("aws");

// Everything that must not be lost: candles today, chats and portfolios later.
var postgres = builder.AddPostgres("postgres", builder.AddParameter("postgres-user", "sage_admin", publishValueAsDefault: true)
    .WithDescription("The owner of the databases."));
var sage = postgres.AddDatabase("sage");

// What may be lost: the latest prices, shared between replicas, and their fan-out.
var valkey = builder.AddValkey("valkey");

// Without a container engine both are processes of this machine; in the cloud they are managed services.
postgres.RunAsLocalProcess().WithRestartOnFailure();
valkey.RunAsLocalProcess().WithRestartOnFailure();

// The schema changes before any new code serves: a task that runs to its end.
var migrations = builder.AddProject<Projects.Sage_Api>("migrations")
    .WithArgs("migrate")
    .WithReference(sage).WaitFor(sage);

// Port 3000 is what the browser and the load balancer know.
var backend = builder.AddProject<Projects.Sage_Api>("backend")
    .WithHttpEndpoint(port: builder.ExecutionContext.IsRunMode ? 3000 : null, targetPort: builder.ExecutionContext.IsRunMode ? null : 3000)
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/api/market/prices", "Prices (JSON)"))
    .WithHttpHealthCheck("/health")
    .WithReference(sage).WaitFor(sage)
    .WithReference(valkey).WaitFor(valkey)
    .WaitForCompletion(migrations)
    .WithPublishedSettings()
    .WithReplicasFromSettings()
    .WithRestartOnFailure()
    .WithMarketUpstreams()
    .WithBackendAlarms();

// Static files in the cloud; here Vite with hot reload, the API on the same origin. The page itself waits for the backend.
builder.AddViteApp("frontend", "../Sage.Web")
    .WithNpmWhenNeeded()
    .WithEndpoint("http", endpoint => endpoint.Port = 5173)
    .WithReference(backend)
    .WithHttpHealthCheck("/")
    .WithRestartOnFailure();

builder.Build().Run();

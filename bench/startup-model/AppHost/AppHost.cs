var builder = DistributedApplication.CreateBuilder(args);

var first = builder.AddProject<Projects.SmallApi>("first")
    .WithHttpEndpoint(port: 18901)
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.SmallApi>("second")
    .WithHttpEndpoint(port: 18902)
    .WithHttpHealthCheck("/health")
    .WithReference(first);

builder.Build().Run();

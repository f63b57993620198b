using Sample.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

if (builder.Configuration["Sample:Throws"] is { } message)
{
    throw new InvalidOperationException(message);
}

builder.AddConnectionString("store", ReferenceExpression.Create($"Server=here"));

builder.AddProject<Projects.Sample_Service>("service")
    .WithHttpEndpoint(port: 18318)
    .WithHttpHealthCheck("/health")
    .WithEnvironment("GREETING", builder.Configuration["SAMPLE_GREETING"]);

if (builder.Configuration["Sample:Broken"] is { } script)
{
    builder.AddExecutable("broken", "sh", ".", "-c", script).WithHttpEndpoint().WithHttpHealthCheck();
}

if (builder.ExecutionContext.IsPublishMode)
{
    builder.Pipeline.AddSampleSteps();
    if (builder.Configuration["Sample:Parameter"] is { } parameter)
    {
        builder.AddParameter(parameter);
    }
}

builder.Build().Run();

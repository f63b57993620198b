using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sample.Tour;

// What people do with the CLI and the dashboard, one of each.
var builder = DistributedApplication.CreateBuilder(args);

var greeting = builder.AddParameter("greeting", "hello").WithDescription("What the service *says*.", enableMarkdown: true);
var password = builder.AddParameter("password", "correct-horse-battery", secret: true);
builder.AddParameter("missing");
var store = builder.AddConnectionString("store", ReferenceExpression.Create($"Server=here;Password={password}"));

var service = builder.AddProject<Projects.Sample_Service>("service")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithEnvironment("GREETING", greeting)
    .WithEnvironment("PASSWORD", password)
    .WithReference(store);

builder.AddExecutable("chatter", "sh", ".", "-c", "for i in 1 2 3 4 5; do echo \"line $i\"; done; echo 'an error' >&2; printf '\\033[32mgre\\033[0men\\n'; exec sleep 1000")
    .WithParentRelationship(service)
    .WithIconName("Chat");
builder.AddExecutable("job", "sh", ".", "-c", "echo done; exit 7");
builder.AddExecutable("desk", "sleep", ".", "1000")
    .WithCommand("greet", "Greet", Commands.Greet, Commands.GreetOptions)
    .WithCommand("fail", "Fail", _ => Task.FromResult(CommandResults.Failure("It does not work.")))
    .WithCommand("throw", "Throw", _ => throw new InvalidOperationException("It breaks."));
builder.AddExecutable("clerk", "sleep", ".", "1000")
    .WithCommand("ask", "Ask", Commands.Ask, new CommandOptions { IsHighlighted = true })
    .WithCommand("slow", "Slow", Commands.Slow, new CommandOptions { IsHighlighted = true, Progress = new CommandProgressOptions { Title = "Slow", Message = "Still at it ..." } });
// Never started: some tests say what that is like.
builder.AddExecutable("later", "sleep", ".", "1000").WithExplicitStart();
builder.AddExecutable("soon", "sleep", ".", "1000").WithExplicitStart();

var app = builder.Build();
app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Sample").LogInformation("The tour begins.");
app.Run();

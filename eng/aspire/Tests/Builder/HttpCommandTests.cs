using System.Net;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Builder;

public sealed class HttpCommandTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();

    [Fact]
    public async Task The_command_posts_to_the_endpoint_and_shows_what_it_is_told_to()
    {
        var (command, sent) = Create(new() { ResultMode = HttpCommandResultMode.Auto, PrepareRequest = context => { context.Request.Headers.Add("X-Key", "k"); return Task.CompletedTask; } }, HttpStatusCode.OK, """{"done":true}""");

        var result = await command();

        Assert.Equal(("POST http://localhost:5001/reset k", true, """{"done":true}""", CommandResultFormat.Json), (Assert.Single(sent), result.Success, result.Data?.Value, result.Data?.Format));
    }

    [Fact]
    public async Task Another_status_is_a_failure()
    {
        var (command, _) = Create(new(), HttpStatusCode.Conflict, "{}");

        var result = await command();

        Assert.Equal((false, "Request failed with status code Conflict"), (result.Success, result.Message));
        Assert.Null(result.Data);
    }

    [Fact]
    public void The_command_is_named_after_its_request_and_offered_while_the_resource_runs()
    {
        var annotation = Add(new());

        Assert.Equal("web-http-http-post-/reset", annotation.Name);
        Assert.Equal(ResourceCommandState.Enabled, State(annotation, KnownResourceStates.Running));
        Assert.Equal(ResourceCommandState.Disabled, State(annotation, KnownResourceStates.Finished));
    }

    [Fact]
    public void A_resource_without_an_http_endpoint_has_no_such_command()
        => Assert.Throws<DistributedApplicationException>(() => _builder.AddExecutable("web", "x", ".").WithHttpCommand("/reset", "Reset"));

    private static ResourceCommandState State(ResourceCommandAnnotation annotation, string state) => annotation.UpdateState(new UpdateCommandStateContext
    {
        Services = new ServiceCollection().BuildServiceProvider(),
        ResourceSnapshot = new CustomResourceSnapshot { ResourceType = "x", Properties = [], State = state },
    });

    private (Func<Task<ExecuteCommandResult>> Run, List<string> Sent) Create(HttpCommandOptions options, HttpStatusCode status, string body)
    {
        var annotation = Add(options);
        var handler = new Answer(status, body);
        var services = new ServiceCollection();
        services.AddHttpClient("").ConfigurePrimaryHttpMessageHandler(() => handler);
        var context = new ExecuteCommandContext
        {
            Services = services.BuildServiceProvider(),
            ResourceName = "web",
            CancellationToken = TestContext.Current.CancellationToken,
            Logger = NullLogger.Instance,
            Arguments = new InteractionInputCollection([]),
        };
        return (() => annotation.ExecuteCommand(context), handler.Sent);
    }

    private ResourceCommandAnnotation Add(HttpCommandOptions options)
    {
        var web = _builder.AddExecutable("web", "x", ".").WithHttpEndpoint().WithHttpCommand("/reset", "Reset", commandOptions: options).Resource;
        var endpoint = web.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5001);
        return web.Annotations.OfType<ResourceCommandAnnotation>().Single();
    }

    private sealed class Answer(HttpStatusCode status, string body) : HttpMessageHandler
    {
        public List<string> Sent { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent.Add($"{request.Method} {request.RequestUri} {(request.Headers.TryGetValues("X-Key", out var key) ? key.Single() : "")}");
            return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") });
        }
    }
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sage.AppHost.Aws;

namespace Sage.Tests.Aws;

/// <summary>What publishing a model wrote: read once, asked often.</summary>
internal sealed class PublishedModel : IDisposable
{
    // The CDK's Node process answers one caller at a time.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private PublishedModel(string directory, IReadOnlyList<string> log)
    {
        OutputDirectory = directory;
        Log = log;
        Templates = Directory.GetFiles(directory, "*.template.json").ToDictionary(
            file => Path.GetFileName(file).Replace(".template.json", "", StringComparison.Ordinal), file => JsonNode.Parse(File.ReadAllText(file))!.AsObject(), StringComparer.Ordinal);
    }

    public string OutputDirectory { get; }

    public IReadOnlyList<string> Log { get; }

    /// <summary>By stack name, such as <c>sage-data</c>.</summary>
    public IReadOnlyDictionary<string, JsonObject> Templates { get; }

    /// <summary>The Sage AppHost, with arguments as on the command line.</summary>
    public static async Task<PublishedModel> OfSageAsync(params string[] args)
    {
        var directory = NewDirectory();
        return await PublishAsync(await DistributedApplicationTestingBuilder.CreateAsync<Projects.Sage_AppHost>(Args(directory, args)), directory);
    }

    /// <summary>A model of a test's own, in an environment named <c>aws</c> of the application <c>shop</c>, without a domain.</summary>
    public static Task<PublishedModel> OfAsync(Action<IDistributedApplicationBuilder> model, params string[] args) => OfAsync(NewDirectory(), model, args);

    public static async Task<PublishedModel> OfAsync(string directory, Action<IDistributedApplicationBuilder> model, params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(Args(directory, ["--Aws:Application=shop", "--Aws:Domain=", .. args]));
        builder.AddAwsEnvironment("aws");
        model(builder);
        return await PublishAsync(builder, directory);
    }

    public static string NewDirectory() => Directory.CreateTempSubdirectory("sage-publish-").FullName;

    /// <summary>All resources of a type, of one stack or of all, with their logical ids.</summary>
    public IEnumerable<(string Stack, string Id, JsonObject Resource)> Resources(string type, string? stack = null) =>
        from template in Templates
        where stack is null || template.Key == stack
        from resource in template.Value["Resources"]?.AsObject() ?? []
        where resource.Value!["Type"]!.GetValue<string>() == type
        select (template.Key, resource.Key, resource.Value!.AsObject());

    /// <summary>The properties of the only resource of a type, or of the only one that has a property with this value.</summary>
    public JsonObject One(string type, string? property = null, string? value = null, string? stack = null)
    {
        var found = Resources(type, stack).Select(found => found.Resource["Properties"]?.AsObject() ?? [])
            .Where(properties => property is null || properties[property]?.ToJsonString().Trim('"') == value).ToArray();
        return found is [var only] ? only : throw new InvalidOperationException(
            $"{found.Length} of {type}{(property is null ? "" : $" with {property} = {value}")}; there are: {string.Join(", ", Resources(type).Select(other => other.Id))}");
    }

    public void Dispose() => Directory.Delete(OutputDirectory, recursive: true);

    // Nothing of a person's saved parameters, and nobody to ask.
    private static string[] Args(string directory, string[] args) =>
    [
        "--operation", "publish", "--step", "publish", "--output-path", directory, "--Pipeline:ClearCache=true", "--ASPIRE_INTERACTIVITY_ENABLED=false",
        .. args.Contains("--environment") ? [] : (string[])["--environment", "Production"], .. args,
    ];

    private static async Task<PublishedModel> PublishAsync(IDistributedApplicationBuilder builder, string directory)
    {
        using var log = new LogLines();
        builder.Services.AddLogging(logging => logging.ClearProviders().AddProvider(log));
        // The AppHost's own Run() would publish, too, at the same time.
        foreach (var executor in builder.Services.Where(service => service.ImplementationType?.Name == "PipelineExecutor").ToArray())
        {
            builder.Services.Remove(executor);
        }

        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await using var app = builder.Build();
            var services = app.Services;
            var context = new PipelineContext(
                services.GetRequiredService<DistributedApplicationModel>(), services.GetRequiredService<DistributedApplicationExecutionContext>(), services,
                services.GetRequiredService<ILoggerFactory>().CreateLogger("publish"), TestContext.Current.CancellationToken);
            await services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(context);
            return new PublishedModel(directory, [.. log.Lines, .. context.Summary.Items.Select(item => $"{item.Key}: {item.Value}")]);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

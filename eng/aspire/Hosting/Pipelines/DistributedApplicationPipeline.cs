using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps;
    private readonly List<Func<PipelineConfigurationContext, Task>> _configurations;
    private PipelineGraph? _resolved;

    public DistributedApplicationPipeline()
    {
        _steps = [.. BuiltInSteps.Create(() => _resolved), ManifestStep.Create()];
        _configurations = [];
    }

    private DistributedApplicationPipeline(DistributedApplicationPipeline other)
    {
        _steps = [.. other._steps.Select(step => step.Clone())];
        _configurations = [.. other._configurations];
    }

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null)
        => AddStep(new PipelineStep
        {
            Name = name,
            Action = action,
            DependsOnSteps = [.. Names(dependsOn, nameof(dependsOn))],
            RequiredBySteps = [.. Names(requiredBy, nameof(requiredBy))],
        });

    public void AddStep(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (_steps.Exists(existing => string.Equals(existing.Name, step.Name, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"A step with the name '{step.Name}' has already been added to the pipeline.");
        }

        _steps.Add(step);
    }

    public void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback)
        => _configurations.Add(callback ?? throw new ArgumentNullException(nameof(callback)));

    public async Task ExecuteAsync(PipelineContext context)
    {
        var graph = await ResolveAsync(context).ConfigureAwait(false);
        var target = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step;
        await new PipelineRun(graph, graph.Select(target), context).ExecuteAsync().ConfigureAwait(false);
    }

    /// <summary>Runs the steps before <see cref="WellKnownPipelineSteps.BeforeStart"/>, on copies: they may change the model and with it the steps.</summary>
    public async Task ExecuteBeforeStartAsync(PipelineContext context)
    {
        var graph = await Clone().ResolveAsync(context).ConfigureAwait(false);
        await new PipelineRun(graph, graph.Select(WellKnownPipelineSteps.BeforeStart), context).ExecuteInOrderAsync().ConfigureAwait(false);
    }

    /// <summary>The same pipeline with steps of its own.</summary>
    public DistributedApplicationPipeline Clone() => new(this);

    /// <summary>All steps, those of resources included, as the callbacks have left them.</summary>
    public async Task<PipelineGraph> ResolveAsync(PipelineContext context)
    {
        var steps = new List<PipelineStep>(_steps);
        foreach (var resource in context.Model.Resources)
        {
            var factoryContext = new PipelineStepFactoryContext { PipelineContext = context, Resource = resource };
            foreach (var annotation in resource.Annotations.OfType<PipelineStepAnnotation>())
            {
                foreach (var step in await annotation.CreateStepsAsync(factoryContext).ConfigureAwait(false))
                {
                    step.Resource ??= resource;
                    steps.Add(step);
                }
            }
        }

        var configuration = new PipelineConfigurationContext { Services = context.Services, Model = context.Model, Steps = steps.AsReadOnly() };
        var annotations = context.Model.Resources.SelectMany(resource => resource.Annotations.OfType<PipelineConfigurationAnnotation>());
        foreach (var callback in _configurations.Concat(annotations.Select(annotation => annotation.Callback)).ToArray())
        {
            await callback(configuration).ConfigureAwait(false);
        }

        return _resolved = new PipelineGraph(steps);
    }

    private static IEnumerable<string> Names(object? names, string parameter) => names switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> many => many,
        _ => throw new ArgumentException($"The {parameter} parameter must be a string or IEnumerable<string>, but was {names.GetType().Name}.", parameter),
    };
}

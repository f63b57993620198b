using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [.. BuiltInSteps.Create()];
    private readonly List<Func<PipelineConfigurationContext, Task>> _configurations = [];

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
        var graph = new PipelineGraph(await CollectAsync(context).ConfigureAwait(false));
        var target = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step;
        await new PipelineRun(graph, context).ExecuteAsync(graph.Select(target)).ConfigureAwait(false);
    }

    private async Task<List<PipelineStep>> CollectAsync(PipelineContext context)
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

        return steps;
    }

    private static IEnumerable<string> Names(object? names, string parameter) => names switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> many => many,
        _ => throw new ArgumentException($"The {parameter} parameter must be a string or IEnumerable<string>, but was {names.GetType().Name}.", parameter),
    };
}

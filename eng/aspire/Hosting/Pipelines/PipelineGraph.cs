namespace Aspire.Hosting.Pipelines;

/// <summary>Steps and what each must wait for.</summary>
internal sealed class PipelineGraph
{
    private readonly IReadOnlyList<PipelineStep> _steps;
    private readonly Dictionary<string, PipelineStep> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _dependencies = new(StringComparer.Ordinal);

    public PipelineGraph(IReadOnlyList<PipelineStep> steps)
    {
        _steps = steps;
        foreach (var step in steps)
        {
            if (!_byName.TryAdd(step.Name, step))
            {
                throw new InvalidOperationException($"Duplicate step name: '{step.Name}'");
            }

            _dependencies[step.Name] = new(step.DependsOnSteps, StringComparer.Ordinal);
        }

        foreach (var step in steps)
        {
            if (step.DependsOnSteps.Find(name => !_byName.ContainsKey(name)) is { } unknown)
            {
                throw new InvalidOperationException($"Step '{step.Name}' depends on unknown step '{unknown}'");
            }

            foreach (var other in step.RequiredBySteps)
            {
                if (!_byName.ContainsKey(other))
                {
                    throw new InvalidOperationException($"Step '{step.Name}' is required by unknown step '{other}'");
                }

                _dependencies[other].Add(step.Name);
            }
        }
    }

    public IReadOnlyCollection<string> DependenciesOf(PipelineStep step) => _dependencies[step.Name];

    /// <summary>A step and everything it depends on, in an order that can be run; all steps when none is named.</summary>
    public IReadOnlyList<PipelineStep> Select(string? target)
    {
        if (!string.IsNullOrWhiteSpace(target) && !_byName.ContainsKey(target))
        {
            throw new InvalidOperationException($"Step '{target}' not found in pipeline. Available steps: {string.Join(", ", _steps.Select(step => $"'{step.Name}'"))}");
        }

        var ordered = new List<PipelineStep>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var name in string.IsNullOrWhiteSpace(target) ? _steps.Select(step => step.Name) : [target])
        {
            Visit(name);
        }

        return ordered;

        void Visit(string name)
        {
            if (path.IndexOf(name) is >= 0 and var start)
            {
                throw new InvalidOperationException($"Circular dependency detected in pipeline steps: {string.Join(" → ", path.Skip(start).Append(name))}");
            }

            if (done.Contains(name))
            {
                return;
            }

            path.Add(name);
            foreach (var dependency in _dependencies[name])
            {
                Visit(dependency);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(name);
            ordered.Add(_byName[name]);
        }
    }
}

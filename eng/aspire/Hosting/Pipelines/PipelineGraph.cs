namespace Aspire.Hosting.Pipelines;

/// <summary>The steps of a run with what each depends on; <c>required by</c> has become <c>depends on</c> in them.</summary>
internal sealed class PipelineGraph
{
    private readonly Dictionary<string, PipelineStep> _byName = new(StringComparer.Ordinal);
    private readonly Lock _levelsLock = new();
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);

    public PipelineGraph(IReadOnlyList<PipelineStep> steps)
    {
        Steps = steps;
        foreach (var step in steps)
        {
            if (!_byName.TryAdd(step.Name, step))
            {
                throw new InvalidOperationException($"Duplicate step name: '{step.Name}'");
            }
        }

        foreach (var step in steps)
        {
            if (step.DependsOnSteps.Find(name => !_byName.ContainsKey(name)) is { } unknown)
            {
                throw new InvalidOperationException($"Step '{step.Name}' depends on unknown step '{unknown}'");
            }

            if (step.RequiredBySteps.Find(name => !_byName.ContainsKey(name)) is { } unknownOther)
            {
                throw new InvalidOperationException($"Step '{step.Name}' is required by unknown step '{unknownOther}'");
            }
        }

        foreach (var step in steps)
        {
            foreach (var other in step.RequiredBySteps.Select(name => _byName[name]).Where(other => !other.DependsOnSteps.Contains(step.Name)))
            {
                other.DependsOnSteps.Add(step.Name);
            }
        }
    }

    public IReadOnlyList<PipelineStep> Steps { get; }

    public PipelineStep? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A step and everything it depends on, dependencies first; all steps when none is named.</summary>
    public IReadOnlyList<PipelineStep> Select(string? target)
    {
        if (string.IsNullOrWhiteSpace(target))
        {
            return Steps;
        }

        if (!_byName.TryGetValue(target, out var step))
        {
            throw new InvalidOperationException($"Step '{target}' not found in pipeline. Available steps: {string.Join(", ", Steps.Select(step => $"'{step.Name}'"))}");
        }

        return DependenciesFirst([step], inOrderOfNames: false);
    }

    /// <summary>The steps with dependencies first, in an order that depends on nothing but the names.</summary>
    public IReadOnlyList<PipelineStep> Order(IReadOnlyList<PipelineStep> steps)
    {
        var selected = steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        return [.. DependenciesFirst(steps.OrderBy(step => step.Name, StringComparer.Ordinal), inOrderOfNames: true).Where(step => selected.Contains(step.Name))];
    }

    public void ThrowIfCyclic(IReadOnlyList<PipelineStep> steps)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        foreach (var step in steps)
        {
            Visit(step.Name);
        }

        void Visit(string name)
        {
            if (path.IndexOf(name) is >= 0 and var start)
            {
                throw new InvalidOperationException($"Circular dependency detected in pipeline steps: {string.Join(" → ", path.Skip(start).Append(name))}");
            }

            if (!done.Contains(name))
            {
                path.Add(name);
                _byName[name].DependsOnSteps.ForEach(Visit);
                path.RemoveAt(path.Count - 1);
                done.Add(name);
            }
        }
    }

    /// <summary>How many steps must run before this one, one after the other; a cycle counts as nothing.</summary>
    public int Level(string name)
    {
        // Steps that run side by side ask at the same time.
        lock (_levelsLock)
        {
            return LevelOf(name);
        }
    }

    /// <summary>The last of the steps before this one, under which it is shown.</summary>
    public string? Parent(PipelineStep step) => step.DependsOnSteps.OrderByDescending(Level).ThenBy(name => name, StringComparer.Ordinal).FirstOrDefault();

    private int LevelOf(string name)
    {
        if (_levels.TryGetValue(name, out var level))
        {
            return level;
        }

        _levels[name] = 0;
        return _levels[name] = _byName[name].DependsOnSteps.Select(dependency => LevelOf(dependency) + 1).DefaultIfEmpty().Max();
    }

    private List<PipelineStep> DependenciesFirst(IEnumerable<PipelineStep> steps, bool inOrderOfNames)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<PipelineStep>();
        foreach (var step in steps)
        {
            Visit(step);
        }

        return ordered;

        void Visit(PipelineStep step)
        {
            if (seen.Add(step.Name))
            {
                foreach (var name in inOrderOfNames ? step.DependsOnSteps.Order(StringComparer.Ordinal) : step.DependsOnSteps.AsEnumerable())
                {
                    Visit(_byName[name]);
                }

                ordered.Add(step);
            }
        }
    }
}

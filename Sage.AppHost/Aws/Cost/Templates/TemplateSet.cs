using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>All stacks of a deployment, so that a reference can be followed from one into another.</summary>
internal sealed class TemplateSet
{
    private readonly Dictionary<(string Region, string Name), (JsonNode? Value, StackTemplate Stack)> _exports = [];
    private readonly Dictionary<(StackTemplate Stack, string Id), TemplateResource> _resources = new(ByReference.Instance);

    public TemplateSet(IEnumerable<StackTemplate> stacks)
    {
        Stacks = [.. stacks.OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Region, StringComparer.Ordinal)];
        Intrinsics = new Intrinsics(this);
        foreach (var stack in Stacks)
        {
            foreach (var (id, node) in stack.Resources)
            {
                if (node is JsonObject resource)
                {
                    _resources.Add((stack, id), new TemplateResource(this, stack, id, resource));
                }
            }
        }
        Resources = [.. _resources.Values.OrderBy(r => Stacks.IndexOf(r.Stack)).ThenBy(r => r.LogicalId, StringComparer.Ordinal)];
        foreach (var stack in Stacks)
        {
            foreach (var (_, output) in stack.Template["Outputs"] as JsonObject ?? [])
            {
                Export(output as JsonObject, stack);
            }
        }
    }

    public List<StackTemplate> Stacks { get; }

    public IReadOnlyList<TemplateResource> Resources { get; }

    public Intrinsics Intrinsics { get; }

    public IEnumerable<TemplateResource> OfType(string type) => Resources.Where(r => r.Type == type);

    public TemplateResource? Find(StackTemplate stack, string id) => _resources.GetValueOrDefault((stack, id));

    /// <summary>What another stack of the same region exports under this name.</summary>
    public (JsonNode? Value, StackTemplate Stack)? Exported(string region, string name) => _exports.TryGetValue((region, name), out var export) ? export : null;

    private void Export(JsonObject? output, StackTemplate stack)
    {
        if ((output?["Export"] as JsonObject)?["Name"] is not { } name)
        {
            return;
        }
        try
        {
            if (Intrinsics.Resolve(name, stack) is Value.Scalar { Text: var text })
            {
                _exports.TryAdd((stack.Region, text), (output["Value"], stack));
            }
        }
        catch (UnresolvedValueException)
        {
            // An export whose name only AWS knows is one that no import here can name either: the import says so.
        }
    }

    private sealed class ByReference : IEqualityComparer<(StackTemplate Stack, string Id)>
    {
        public static readonly ByReference Instance = new();

        public bool Equals((StackTemplate Stack, string Id) x, (StackTemplate Stack, string Id) y) => ReferenceEquals(x.Stack, y.Stack) && x.Id == y.Id;

        public int GetHashCode((StackTemplate Stack, string Id) key) => StringComparer.Ordinal.GetHashCode(key.Id);
    }
}

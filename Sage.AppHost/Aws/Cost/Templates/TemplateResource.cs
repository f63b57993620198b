using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>One resource of a template.</summary>
internal sealed class TemplateResource
{
    private static readonly string[] NameProperties =
        ["ServiceName", "DBInstanceIdentifier", "ReplicationGroupId", "LoadBalancerName", "AlarmName", "BucketName", "ClusterName", "DashboardName", "Family", "Name"];

    private readonly TemplateSet _templates;
    private readonly JsonObject _node;
    private readonly JsonObject _values;

    public TemplateResource(TemplateSet templates, StackTemplate stack, string logicalId, JsonObject node)
    {
        const string type = "Type", properties = "Properties";
        _templates = templates;
        _node = node;
        _values = node[properties] as JsonObject ?? [];
        Stack = stack;
        LogicalId = logicalId;
        Type = Plain(node[type]) ?? "(no type)";
        Properties = new Properties(templates, stack, _values);
        Name = NameProperties.Select(Literal).FirstOrDefault(name => name is not null) ?? PathOf(node) ?? logicalId;
    }

    public StackTemplate Stack { get; }

    public string LogicalId { get; }

    public string Type { get; }

    public Properties Properties { get; }

    /// <summary>How people call it: the name it will have in AWS, or its path among the constructs.</summary>
    public string Name { get; }

    /// <summary>Whether its condition lets it be created.</summary>
    public bool Exists => Plain(_node["Condition"]) is not { } condition || Conditions.Holds(condition, Stack, _templates.Intrinsics);

    /// <summary>A property that is written out, without any function; null when it is not.</summary>
    public string? Literal(string property) => Plain(_values[property]);

    public bool IsSet(string property) => _values[property] is { } value && Plain(value) != "false";

    public void Set(string property, JsonNode value) => _values[property] = value;

    /// <summary>The properties of a property, made if there are none; null when a function stands in their place.</summary>
    public JsonObject? Section(string property)
    {
        if (_values[property] is null)
        {
            _values[property] = new JsonObject();
        }
        return _values[property] as JsonObject;
    }

    public void Remove() => Stack.Resources.Remove(LogicalId);

    private static string? Plain(JsonNode? node) => (node as JsonValue)?.ToString();

    private static string? PathOf(JsonObject node) =>
        Plain((node["Metadata"] as JsonObject)?["aws:cdk:path"])?.Split('/') is [_, .. var path] && path.Any(part => !IsPlumbing(part))
            ? string.Join('/', path.Where(part => !IsPlumbing(part)))
            : null;

    private static bool IsPlumbing(string construct) => construct is "Resource" or "Default";
}

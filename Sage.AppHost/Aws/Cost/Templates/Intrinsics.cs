using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>CloudFormation's functions, as far as they can be known before a deploy; the rest is an <see cref="UnresolvedValueException"/>.</summary>
internal sealed class Intrinsics(TemplateSet templates)
{
    // Templates can point at each other in a circle; none that is meant goes this deep.
    private const int MaxDepth = 32;

    // An import may mention several others: this keeps a circle of them from growing with every turn.
    private const int ImportDepth = 8;

    public Value Resolve(JsonNode? node, StackTemplate stack, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new UnresolvedValueException("its references go round in a circle");
        }
        return node switch
        {
            null => new Value.Nothing(),
            JsonArray list => new Value.Items([.. list], stack),
            JsonObject { Count: 1 } call when call.First() is var (name, argument) && (name is "Ref" or "Condition" || name.StartsWith("Fn::", StringComparison.Ordinal)) => Call(name, argument, stack, depth + 1),
            JsonObject section => new Value.Section(section, stack),
            _ when node.GetValueKind() == JsonValueKind.String => Literal(node.GetValue<string>()),
            _ => new Value.Scalar(node.ToJsonString()),
        };
    }

    public string Text(JsonNode? node, StackTemplate stack, int depth = 0) =>
        Resolve(node, stack, depth) is Value.Scalar { Text: var text } ? text : throw new UnresolvedValueException("part of it is a name that only AWS knows");

    /// <summary>Every resource that a value mentions, through joins and imports.</summary>
    public IEnumerable<TemplateResource> MentionedIn(JsonNode? node, StackTemplate stack, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return [];
        }
        switch (node)
        {
            case JsonArray list:
                return list.SelectMany(item => MentionedIn(item, stack, depth + 1));
            case JsonObject { Count: 1 } call when call.First() is var (name, argument) && name is "Ref" or "Fn::GetAtt" or "Fn::ImportValue" or "Fn::If":
                return Followed(call, stack) switch
                {
                    Value.Resource { Target: var target } => [target],
                    Value.Items { Nodes: var nodes, Stack: var where } => nodes.SelectMany(item => MentionedIn(item, where, depth + 1)),
                    _ => Imported(call, stack) is var (value, from) ? MentionedIn(value, from, depth + ImportDepth) : [],
                };
            case JsonObject section:
                return section.SelectMany(property => MentionedIn(property.Value, stack, depth + 1));
            default:
                return [];
        }
    }

    private Value? Followed(JsonObject call, StackTemplate stack)
    {
        try
        {
            return Resolve(call, stack);
        }
        catch (UnresolvedValueException)
        {
            return null;
        }
    }

    // An imported value may be a join over a resource (an ARN, say): not resolvable itself, yet it mentions the resource.
    private (JsonNode? Value, StackTemplate Stack)? Imported(JsonObject call, StackTemplate stack) =>
        call["Fn::ImportValue"] is { } name && Followed(new JsonObject { ["Fn::Join"] = new JsonArray("", new JsonArray(name.DeepClone())) }, stack) is Value.Scalar { Text: var text }
            ? templates.Exported(stack.Region, text)
            : null;

    private Value Call(string function, JsonNode? argument, StackTemplate stack, int depth) => (function, argument) switch
    {
        ("Ref", JsonValue name) => Referenced(name.ToString(), stack),
        ("Fn::GetAtt", JsonArray and [{ } id, { } attribute]) => Attribute(id.ToString(), attribute.ToString(), stack),
        ("Fn::GetAtt", JsonValue path) when path.ToString().Split('.', 2) is [var id, var attribute] => Attribute(id, attribute, stack),
        ("Fn::ImportValue", _) => templates.Exported(stack.Region, Text(argument, stack, depth)) is var (value, from)
            ? Resolve(value, from, depth)
            : throw new UnresolvedValueException("no stack here exports what it imports"),
        ("Fn::Join", JsonArray and [var separator, var parts]) => Literal(string.Join(Text(separator, stack, depth), List(parts, stack, depth).Select(p => Text(p, stack, depth)))),
        ("Fn::Split", JsonArray and [var separator, var text]) => new Value.Items([.. Text(text, stack, depth).Split(Text(separator, stack, depth)).Select(part => (JsonNode?)JsonValue.Create(part))], stack),
        ("Fn::Select", JsonArray and [var index, var items]) => Selected(Text(index, stack, depth), List(items, stack, depth), stack, depth),
        ("Fn::If", JsonArray and [{ } condition, var yes, var no]) => Resolve(Conditions.Holds(condition.ToString(), stack, this, depth) ? yes : no, stack, depth),
        ("Fn::FindInMap", JsonArray and [var map, var first, var second]) =>
            Mapped(stack, Text(map, stack, depth), Text(first, stack, depth), Text(second, stack, depth)) is { } found
                ? Resolve(found, stack, depth)
                : throw new UnresolvedValueException("the mapping has no such entry"),
        ("Fn::Sub", JsonValue text) => Substitution.Of(text.ToString(), name => name.Contains('.', StringComparison.Ordinal) ? Call("Fn::GetAtt", name, stack, depth) : Referenced(name, stack)),
        _ => throw new UnresolvedValueException($"{function} is worked out by AWS"),
    };

    private IReadOnlyList<JsonNode?> List(JsonNode? node, StackTemplate stack, int depth) =>
        Resolve(node, stack, depth) is Value.Items { Nodes: var nodes } ? nodes : throw new UnresolvedValueException("a list is expected that only AWS knows");

    private Value Selected(string index, IReadOnlyList<JsonNode?> items, StackTemplate stack, int depth) =>
        int.TryParse(index, out var i) && i >= 0 && i < items.Count ? Resolve(items[i], stack, depth) : throw new UnresolvedValueException("Fn::Select has no such item");

    private static JsonNode? Mapped(StackTemplate stack, string map, string first, string second) =>
        (((stack.Template["Mappings"] as JsonObject)?[map] as JsonObject)?[first] as JsonObject)?[second];

    private Value.Resource Attribute(string id, string attribute, StackTemplate stack) =>
        templates.Find(stack, id) is { } resource ? new Value.Resource(resource, attribute) : throw new UnresolvedValueException($"there is no resource {id}");

    private Value Referenced(string name, StackTemplate stack) => name switch
    {
        "AWS::NoValue" => new Value.Nothing(),
        "AWS::Region" => new Value.Scalar(stack.Region),
        "AWS::StackName" => new Value.Scalar(stack.Name),
        _ when name.StartsWith("AWS::", StringComparison.Ordinal) => throw new UnresolvedValueException($"{name} is known at deploy time only"),
        _ when templates.Find(stack, name) is { } resource => new Value.Resource(resource, null),
        _ => Parameter(name, stack),
    };

    private static Value Parameter(string name, StackTemplate stack)
    {
        if ((stack.Template["Parameters"] as JsonObject)?[name] is not JsonObject parameter)
        {
            throw new UnresolvedValueException($"there is neither a resource nor a parameter {name}");
        }
        var type = parameter["Type"]?.ToString() ?? "String";
        // The default of such a parameter is the name under which AWS keeps the value.
        if (parameter["Default"] is not JsonValue value || type.StartsWith("AWS::SSM::", StringComparison.Ordinal))
        {
            throw new UnresolvedValueException($"the parameter {name} gets its value at deploy time");
        }
        return type.Contains("List", StringComparison.Ordinal)
            ? new Value.Items([.. value.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => (JsonNode?)JsonValue.Create(part))], stack)
            : Literal(value.ToString());
    }

    private static Value.Scalar Literal(string text) =>
        text.Contains("{{resolve:", StringComparison.Ordinal) ? throw new UnresolvedValueException("it is read from a store at deploy time") : new Value.Scalar(text);
}

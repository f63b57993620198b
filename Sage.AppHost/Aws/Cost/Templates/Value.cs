using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>What is left of a property once its intrinsic functions are worked out.</summary>
internal abstract record Value
{
    public sealed record Nothing : Value;

    public sealed record Scalar(string Text) : Value;

    public sealed record Items(IReadOnlyList<JsonNode?> Nodes, StackTemplate Stack) : Value;

    public sealed record Section(JsonObject Node, StackTemplate Stack) : Value;

    public sealed record Resource(TemplateResource Target, string? Attribute) : Value;
}

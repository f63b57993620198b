using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sage.AppHost.Aws.Cost.Templates;

/// <summary>One synthesized stack: its name, the region it goes to and its CloudFormation template.</summary>
internal sealed record StackTemplate(string Name, string Region, JsonObject Template)
{
    private const string ResourcesSection = "Resources";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Bytes of the file.</summary>
    public long Size { get; private init; }

    public JsonObject Resources => Template[ResourcesSection] as JsonObject ?? [];

    /// <summary>All stacks of a CDK cloud assembly, nested assemblies included.</summary>
    public static IReadOnlyList<StackTemplate> ReadAssembly(string directory)
    {
        var stacks = new List<StackTemplate>();
        Read(directory, stacks);
        return stacks;
    }

    public static StackTemplate Read(string name, string region, string path) => new(name, region, ReadObject(path)) { Size = new FileInfo(path).Length };

    public StackTemplate Copy() => this with { Template = (JsonObject)Template.DeepClone() };

    private static void Read(string directory, List<StackTemplate> stacks)
    {
        var path = Path.Combine(directory, "manifest.json");
        foreach (var (id, artifact) in ReadObject(path)["artifacts"] as JsonObject ?? [])
        {
            var properties = artifact?["properties"] as JsonObject;
            switch ((string?)artifact?["type"])
            {
                case "aws:cloudformation:stack":
                    var file = (string?)properties?["templateFile"] ?? throw new InvalidDataException($"{path}: the stack {id} has no templateFile.");
                    stacks.Add(Read((string?)properties?["stackName"] ?? id, RegionOf((string?)artifact["environment"]), Path.Combine(directory, file)));
                    break;
                case "cdk:cloud-assembly":
                    Read(Path.Combine(directory, (string?)properties?["directoryName"] ?? throw new InvalidDataException($"{path}: the assembly {id} has no directoryName.")), stacks);
                    break;
            }
        }
    }

    // "aws://ACCOUNT/REGION", where a stack without an environment says unknown-region.
    private static string RegionOf(string? environment) => environment?.Split('/') is [_, _, _, var region] ? region : "unknown-region";

    private static JsonObject ReadObject(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path), documentOptions: Strict) as JsonObject ?? throw new InvalidDataException($"{path} is not a JSON object.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is not JSON: {error.Message}", error);
        }
    }
}

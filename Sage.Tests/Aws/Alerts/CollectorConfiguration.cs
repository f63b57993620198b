using YamlDotNet.RepresentationModel;

namespace Sage.Tests.Aws.Alerts;

/// <summary>What the telemetry collector of a task is told, read as the collector reads it.</summary>
internal sealed class CollectorConfiguration
{
    private readonly YamlNode _node;

    private CollectorConfiguration(YamlNode node) => _node = node;

    public string Text => ((YamlScalarNode)_node).Value!;

    public IReadOnlyList<CollectorConfiguration> List => [.. ((YamlSequenceNode)_node).Select(child => new CollectorConfiguration(child))];

    public CollectorConfiguration this[string key] => new(_node[key]);

    public static CollectorConfiguration Of(PublishedModel model, string family)
    {
        var collector = Compute.ComputeTests.Container(model.One("AWS::ECS::TaskDefinition", "Family", family), "collector");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Compute.ComputeTests.Variables(collector)["AOT_CONFIG_CONTENT"]));
        return new CollectorConfiguration(yaml.Documents.Single().RootNode);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sage.AppHost.Aws.Cost.Templates;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// Sizes that AWS refuses and the CDK lets pass, said before anything is written. What only AWS knows (ARNs) is counted as the template
/// spells it, which is about as long.
/// </summary>
internal static class TemplateLimits
{
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private const int TemplateBytes = 1_000_000;

    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html
    private const int TaskDefinitionBytes = 64 * 1024;

    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
    private const int SecretBytes = 65_536;

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="DistributedApplicationException">One is over its limit; the line says which, and by how much.</exception>
    public static void Check(IEnumerable<StackTemplate> stacks)
    {
        foreach (var stack in stacks)
        {
            Refuse(stack.Size, TemplateBytes, $"The template of the stack '{stack.Name}'", "CloudFormation", "Publish part of the model from an AppHost of its own.");
            foreach (var resource in stack.Resources.Select(entry => entry.Value!))
            {
                var properties = resource["Properties"];
                switch ((string?)resource["Type"])
                {
                    case "AWS::ECS::TaskDefinition":
                        Refuse(Length(properties), TaskDefinitionBytes, $"The task definition '{properties!["Family"]}'", "ECS", "Shorten its variables and arguments.");
                        break;
                    case "AWS::SecretsManager::Secret":
                        Refuse(Length(properties?["SecretString"]), SecretBytes, $"The secret '{properties!["Name"]}'", "Secrets Manager", "Shorten the text around it.");
                        break;
                }
            }
        }
    }

    private static long Length(JsonNode? node) => node is null ? 0 : Encoding.UTF8.GetByteCount(node.ToJsonString(Unescaped));

    private static void Refuse(long size, int limit, string what, string who, string advice)
    {
        if (size > limit)
        {
            throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"{what} has {size:N0} bytes; {who} takes {limit:N0}. {advice}"));
        }
    }
}

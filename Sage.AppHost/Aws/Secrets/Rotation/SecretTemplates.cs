using System.Text.Json;
using System.Text.Json.Nodes;
using Sage.AppHost.Aws.Naming;
using Sage.AppHost.Aws.Planning;

namespace Sage.AppHost.Aws.Secrets.Rotation;

/// <summary>
/// What the function knows, a file beside its code: how secrets are composed, and who reads which. Names only, no value. Its variables hold
/// 4 KiB and no more (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), so only addresses are there.
/// </summary>
internal static class SecretTemplates
{
    private const string FileName = "settings.json";

    /// <summary>The folder of the code with the file in it; to be deleted when the CDK has copied it.</summary>
    public static DirectoryInfo AddTo(string code, AwsPlan plan, IReadOnlyDictionary<string, IReadOnlySet<string>> readers)
    {
        var folder = Directory.CreateTempSubdirectory("sage-secrets-");
        foreach (var file in Directory.EnumerateFiles(code))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(folder.FullName, FileName), Settings(plan, readers).ToJsonString(JsonSerializerOptions.Default));
        return folder;
    }

    private static JsonObject Settings(AwsPlan plan, IReadOnlyDictionary<string, IReadOnlySet<string>> readers) => new()
    {
        ["cluster"] = plan.Names.Of(NameKind.Cluster, "cluster"),
        ["composed"] = new JsonObject(plan.Secrets.OfType<ComposedSecret>()
            .Select(secret => KeyValuePair.Create<string, JsonNode?>(secret.Name, new JsonArray([.. secret.Value.Parts.Select(Describe)])))),
        ["services"] = new JsonObject(readers.Select(reader => KeyValuePair.Create<string, JsonNode?>(reader.Key, new JsonArray([.. reader.Value.Select(name => (JsonNode)name)])))),
    };

    private static JsonObject Describe(ValuePart part) => part switch
    {
        TextPart text => new JsonObject { ["text"] = text.Text },
        HostPart host => new JsonObject { ["host"] = host.Server.Name },
        SecretPart { Field: { } field } secret => new JsonObject { ["secret"] = secret.Secret.Name, ["field"] = field },
        SecretPart secret => new JsonObject { ["secret"] = secret.Secret.Name },
        _ => throw new DistributedApplicationException("A secret has a part of an unknown kind."),
    };
}

using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Cli.JsonRpc;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class JsonRpcJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dcp;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServiceObject))]
[JsonSerializable(typeof(EndpointObject))]
[JsonSerializable(typeof(ExecutableObject))]
[JsonSerializable(typeof(DcpWatchEvent<ServiceObject>), TypeInfoPropertyName = "ServiceEvent")]
[JsonSerializable(typeof(DcpWatchEvent<EndpointObject>), TypeInfoPropertyName = "EndpointEvent")]
[JsonSerializable(typeof(DcpWatchEvent<ExecutableObject>), TypeInfoPropertyName = "ExecutableEvent")]
[JsonSerializable(typeof(ExecutablePatch))]
[JsonSerializable(typeof(DcpExecution))]
[JsonSerializable(typeof(DcpErrorBody))]
[JsonSerializable(typeof(List<ServiceProducer>), TypeInfoPropertyName = "ServiceProducers")]
internal sealed partial class DcpJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Aspire.Hosting.Cli.Messages;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(LogEntryMessage))]
[JsonSerializable(typeof(DashboardUrlsMessage))]
[JsonSerializable(typeof(DashboardInfoMessage))]
[JsonSerializable(typeof(CapabilitiesMessage))]
[JsonSerializable(typeof(AppHostInformationMessage))]
[JsonSerializable(typeof(AppHostInfoMessage))]
[JsonSerializable(typeof(ReadyMessage))]
[JsonSerializable(typeof(StoppedMessage))]
[JsonSerializable(typeof(ResourceStateMessage))]
[JsonSerializable(typeof(ResourceSnapshotMessage))]
[JsonSerializable(typeof(ResourceSnapshotMessage[]))]
[JsonSerializable(typeof(ResourcesRequest))]
[JsonSerializable(typeof(ResourcesMessage))]
[JsonSerializable(typeof(ConsoleLogsRequest))]
[JsonSerializable(typeof(LogLineMessage))]
[JsonSerializable(typeof(LogBatchMessage))]
[JsonSerializable(typeof(WaitForResourceRequest))]
[JsonSerializable(typeof(WaitForResourceMessage))]
[JsonSerializable(typeof(ExecuteCommandRequest))]
[JsonSerializable(typeof(ExecuteCommandMessage))]
internal sealed partial class CliJson : JsonSerializerContext;

using Aspire.Hosting.Cli.JsonRpc;

namespace Aspire.Hosting.Cli;

/// <summary>What the CLI that started this AppHost may ask of it; it depends on what it was started for.</summary>
internal interface ILaunchMethods
{
    JsonRpcMethods Create();
}

/// <summary>What this AppHost can do. Without the first one the CLI does not talk to it at all.</summary>
internal static class LaunchCapabilities
{
    public static readonly string[] All = ["baseline.v2", "pipeline-steps.v1"];
}

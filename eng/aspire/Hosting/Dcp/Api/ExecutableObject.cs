using System.Text.Json.Serialization.Metadata;

namespace Aspire.Hosting.Dcp;

/// <summary>A process. DCP starts it when the object is created and stops it when the object is deleted.</summary>
internal sealed record ExecutableObject() : DcpObject("Executable"), IDcpObject<ExecutableObject>
{
    public static string Plural => "executables";

    public static JsonTypeInfo<ExecutableObject> TypeInfo => DcpJson.Default.ExecutableObject;

    public static JsonTypeInfo<DcpWatchEvent<ExecutableObject>> EventTypeInfo => DcpJson.Default.ExecutableEvent;

    public ExecutableSpec Spec { get; init; } = new();

    public ExecutableStatus? Status { get; init; }
}

internal sealed record ExecutableSpec
{
    public string? ExecutablePath { get; init; }

    public string? WorkingDirectory { get; init; }

    public List<string>? Args { get; init; }

    public List<DcpEnvironmentVariable>? Env { get; init; }

    public string ExecutionType { get; init; } = "Process";

    public bool? Stop { get; init; }

    /// <summary>It goes on when DCP ends; the next DCP finds it by its name.</summary>
    public bool? Persistent { get; init; }

    /// <summary>A persistent process ends with this one.</summary>
    public int? MonitorPid { get; init; }

    /// <summary>A Kubernetes MicroTime: DCP takes exactly six digits after the second.</summary>
    public string? MonitorTimestamp { get; init; }
}

internal sealed record DcpEnvironmentVariable(string Name, string? Value);

internal sealed record ExecutableStatus
{
    public string? State { get; init; }

    public int? Pid { get; init; }

    public int? ExitCode { get; init; }

    public DateTime? StartupTimestamp { get; init; }

    public DateTime? FinishTimestamp { get; init; }

    public List<DcpEnvironmentVariable>? EffectiveEnv { get; init; }

    public List<string>? EffectiveArgs { get; init; }
}

internal static class ExecutableState
{
    public const string Starting = "Starting";
    public const string Running = "Running";
    public const string Stopping = "Stopping";
    public const string Finished = "Finished";
    public const string Terminated = "Terminated";
    public const string FailedToStart = "FailedToStart";
    public const string Unknown = "Unknown";

    public static bool IsOver(string? state) => state is Finished or Terminated or FailedToStart;
}

/// <summary>A merge patch; stop is final, DCP refuses to unset it.</summary>
internal sealed record ExecutablePatch(ExecutablePatchSpec Spec)
{
    public static ExecutablePatch Stop { get; } = new(new ExecutablePatchSpec(Stop: true));
}

internal sealed record ExecutablePatchSpec(bool? Stop);

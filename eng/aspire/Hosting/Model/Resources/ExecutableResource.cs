namespace Aspire.Hosting.ApplicationModel;

/// <summary>A process started from a command.</summary>
public class ExecutableResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Creates the resource; the working directory may be empty.</summary>
    public ExecutableResource(string name, string command, string workingDirectory) : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
    }

    /// <summary>The command, without arguments.</summary>
    public string Command => Executable.Command;

    /// <summary>The directory the process starts in.</summary>
    public string WorkingDirectory => Executable.WorkingDirectory;

    private ExecutableAnnotation Executable => this.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation)
        ? annotation
        : throw new InvalidOperationException("Unable to find ExecutableAnnotation on resource.");
}

/// <summary>Command and working directory of an executable.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>The command, without arguments.</summary>
    public required string Command { get; set; }

    /// <summary>The directory the process starts in.</summary>
    public required string WorkingDirectory { get; set; }
}

using Microsoft.Extensions.Logging;

namespace Sage.AppHost.Local;

/// <summary>What differs between the servers; <see cref="LocalProcess"/> does what they have in common.</summary>
internal abstract class LocalServer(IResource resource, ServerDirectory directory)
{
    public IResource Resource => resource;

    public ServerDirectory Directory => directory;

    /// <summary>The name of the running program, as the system shows it.</summary>
    public abstract string ProcessName { get; }

    /// <summary>The signal for "save and end now", whatever clients there are.</summary>
    public abstract int StopSignal { get; }

    /// <summary>What starts the program, with the arguments before its own.</summary>
    public virtual (string Command, string[] Arguments) Launch(LocalProgram program) => Unprivileged.Wrap(program.Path);

    /// <summary>Where the program is, or will be after <see cref="FetchAsync"/>.</summary>
    public abstract Task<LocalProgram> LocateAsync(CancellationToken cancellationToken);

    /// <summary>Makes the program exist. Reports progress only when there is something to do.</summary>
    public abstract Task FetchAsync(IProgress<string> progress, CancellationToken cancellationToken);

    /// <summary>Everything between a program and a data directory of any state, and a server that can start on it.</summary>
    public abstract Task PrepareAsync(LocalProgram program, ILogger logger, CancellationToken cancellationToken);

    public abstract IEnumerable<object> Arguments { get; }

    /// <summary>Ends the server in its own way; false leaves it to DCP's SIGTERM.</summary>
    public virtual Task<bool> TryStopAsync(CancellationToken cancellationToken) => Task.FromResult(false);
}

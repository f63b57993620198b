using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's own Main on a thread of its own.</summary>
internal static class AppHostProgram
{
    /// <summary>Completes when Main returns and fails with what it throws.</summary>
    public static Task Start(Assembly assembly, string[] args, IAppHostObserver observer)
    {
        var main = assembly.EntryPoint
            ?? throw new InvalidOperationException($"Assembly '{assembly.GetName().Name}' does not have an entry point. Name a type of the AppHost's assembly.");

        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(main, args, observer, exited))
        {
            IsBackground = true,
            Name = $"{assembly.GetName().Name}.EntryPoint",
        };
        thread.Start();
        return exited.Task;
    }

    private static void Run(MethodInfo main, string[] args, IAppHostObserver observer, TaskCompletionSource exited)
    {
        using var events = AppHostEvents.Observe(observer);
        try
        {
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, main.GetParameters().Length == 0 ? [] : [args], culture: null);
            exited.SetResult();
        }
        catch (Exception exception)
        {
            // On this thread it would end the test process; whoever waits for the AppHost gets it.
            exited.SetException(exception);
        }
    }
}

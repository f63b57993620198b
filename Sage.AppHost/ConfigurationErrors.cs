using System.Reflection;

namespace Sage.AppHost;

/// <summary>A wrong setting is the reader's mistake, not a crash: one line and exit code 1 instead of a stack trace.</summary>
internal static class ConfigurationErrors
{
    public static void EndWithOneLine()
    {
        // In a test the AppHost is a guest in somebody else's process.
        if (Assembly.GetEntryAssembly() == typeof(ConfigurationErrors).Assembly)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, e) =>
            {
                if (e.ExceptionObject is DistributedApplicationException error)
                {
                    Console.Error.WriteLine(error.Message);
                    Environment.Exit(1);
                }
            };
        }
    }
}

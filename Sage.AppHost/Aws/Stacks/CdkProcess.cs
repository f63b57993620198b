using System.ComponentModel;
using Amazon.CDK;
using Amazon.JSII.Runtime;
using ToolCache;

namespace Sage.AppHost.Aws.Stacks;

/// <summary>
/// The Node process that the CDK for .NET is a front of. It needs more than a second until it answers, and has one conversation at a time:
/// whoever makes constructs holds <see cref="Conversation"/>.
/// </summary>
internal static class CdkProcess
{
    // A list of Node majors whose end-of-life banner is left out (aws/jsii, packages/@jsii/check-node): the CDK runs on them all the same.
    private const string NodeBanner = "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION";

    // The CDK starts the program that this names instead of "node".
    private const string OtherNode = "JSII_NODE";

    private static readonly Lock Starting = new();
    private static Task? _started;

    /// <summary>Held while constructs are made: a second publisher in the same process, as tests have, would read the first one's answers.</summary>
    public static Lock Conversation { get; } = new();

    /// <summary>Starts it in the background, once a process.</summary>
    /// <exception cref="DistributedApplicationException">Node is not there, or not one that the CDK runs on.</exception>
    public static Task StartAsync()
    {
        // Looked for here: without it the CDK's own process handle fails once more when the program ends, and takes it down.
        var other = System.Environment.GetEnvironmentVariable(OtherNode) is { } named && !string.IsNullOrWhiteSpace(named) ? named : null;
        if (ToolProcess.Find(other ?? "node") is null)
        {
            throw new DistributedApplicationException(
                $"{(other is null ? "Node.js is not on the PATH" : $"{OtherNode} is '{other}', which is no program")}. The AWS CDK needs version 20 or later.");
        }

        lock (Starting)
        {
            return _started is { IsFaulted: false } ? _started : _started = Task.Run(Start);
        }
    }

    private static void Start()
    {
        System.Environment.SetEnvironmentVariable(NodeBanner, "18,20,22");
        try
        {
            using var files = new TemporaryFiles();
            // The first object that comes back makes the CDK look at each of its 33,000 types; they are loaded while Node reads the library.
            var types = Task.Run(() => typeof(App).Assembly.GetTypes().Length);
            lock (Conversation)
            {
                // Any value that is an object: to read it the library is loaded on both sides.
                _ = Duration.Days(1);
            }
        }
        catch (Exception e) when (e is JsiiException or Win32Exception or IOException)
        {
            throw new DistributedApplicationException($"The AWS CDK did not start. It needs Node.js 20 or later: {e.Message}", e);
        }
    }

    /// <summary>
    /// The 64 MB that the CDK unpacks go to a directory that is removed with the process. By itself it leaves them behind in every run: its
    /// ResourceExtractor, which would remove them, is never disposed (aws/jsii, packages/@jsii/dotnet-runtime, as of August 2026).
    /// </summary>
    private sealed class TemporaryFiles : IDisposable
    {
        private static readonly string Variable = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";
        private readonly string? _before = System.Environment.GetEnvironmentVariable(Variable);
        private readonly string _directory = Directory.CreateTempSubdirectory("cdk-").FullName;

        public TemporaryFiles() => System.Environment.SetEnvironmentVariable(Variable, _directory);

        public void Dispose()
        {
            System.Environment.SetEnvironmentVariable(Variable, _before);
            // Runs after the CDK's own handler, which ends its process.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();
        }

        private void Delete()
        {
            try
            {
                Directory.Delete(_directory, recursive: true);
            }
            catch (IOException)
            {
                // Temporary files are no reason to end a publish that is written with an error.
            }
        }
    }
}

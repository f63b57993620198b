using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>One program, run to its end as a command.</summary>
internal sealed partial class ProcessCommand(Func<ExecuteCommandContext, ValueTask<ProcessCommandSpec>> specify, ProcessCommandOptions options)
{
    public async Task<ExecuteCommandResult> RunAsync(ExecuteCommandContext context)
    {
        try
        {
            var spec = await specify(context).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The process command specification factory returned null.");
            Check(spec);
            var output = new CommandOutput(options.MaxOutputLineCount, (line, isError) => Log.Output(context.Logger, spec.ExecutablePath, isError ? "stderr" : "stdout", line));
            var exitCode = await CommandProcess.RunAsync(spec, output, context.CancellationToken).ConfigureAwait(false);
            var result = new ProcessCommandResultContext
            {
                Services = context.Services,
                ResourceName = context.ResourceName,
                Logger = context.Logger,
                CancellationToken = context.CancellationToken,
                Arguments = context.Arguments,
                ProcessCommandSpec = spec,
                ExitCode = exitCode,
                Output = output.Lines,
                TotalOutputLineCount = output.Total,
            };
            return options.GetCommandResult is { } getResult ? await getResult(result).ConfigureAwait(false) : Result(result);
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
#pragma warning disable CA1031 // The program may be missing, a callback may throw: the message is the answer to whoever ran the command.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return CommandResults.Failure(e);
        }
    }

    private ExecuteCommandResult Result(ProcessCommandResultContext process)
    {
        var text = process.GetFormattedOutput(options.MaxOutputLineCount);
        var data = text.Length > 0 ? new CommandResultData { Value = text, DisplayImmediately = options.DisplayImmediately } : null;
        if (options.SuccessExitCodes.Contains(process.ExitCode))
        {
            return new ExecuteCommandResult { Success = true, Data = data };
        }

        return new ExecuteCommandResult
        {
            Success = false,
            Message = $"Command '{process.ProcessCommandSpec.ExecutablePath}' exited with code {process.ExitCode}, which is not in the configured success exit codes [{string.Join(", ", options.SuccessExitCodes)}].",
            Data = data,
        };
    }

    private static void Check(ProcessCommandSpec spec)
    {
        if (spec.Arguments.Any(argument => argument is null))
        {
            throw new DistributedApplicationException($"Process command '{spec.ExecutablePath}' arguments cannot contain null values.");
        }

        foreach (var (name, value) in spec.EnvironmentVariables)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new DistributedApplicationException($"Process command '{spec.ExecutablePath}' environment variables require non-empty names.");
            }

            if (value is null)
            {
                throw new DistributedApplicationException($"Process command '{spec.ExecutablePath}' environment variable '{name}' requires a value.");
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{ExecutablePath} ({Stream}): {Output}")]
        public static partial void Output(ILogger logger, string executablePath, string stream, string output);
    }
}

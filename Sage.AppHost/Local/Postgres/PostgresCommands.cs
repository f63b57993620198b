using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Sage.AppHost.Local;

/// <summary>Dashboard commands on the data: back up now, restore the last backup, reset.</summary>
internal sealed class PostgresCommands(PostgresServerResource server, ServerDirectory directory, ServerControl control)
{
    // One at a time: each works on the whole directory.
    private int _busy;

    private PostgresBackups Backups => new(directory.Backups);

    public void AddTo(IResourceBuilder<PostgresServerResource> builder) => builder
        .WithCommand("backup", "Back up now", c => InTurnAsync(c, BackUpAsync), new CommandOptions
        {
            Description = $"Copies all databases while the server runs; the newest {PostgresBackups.Kept} copies are kept.",
            IconName = "ArrowDownload",
            UpdateState = LifecycleCommands.WhileServing,
        })
        .WithCommand("restore", "Restore the last backup", c => InTurnAsync(c, RestoreAsync), new CommandOptions
        {
            Description = "Replaces all data by the newest backup.",
            ConfirmationMessage = "Replace all data by the newest backup? Everything written since then is lost.",
            IconName = "History",
            UpdateState = LifecycleCommands.WhileSettled,
        })
        .WithCommand("reset", "Reset data", c => InTurnAsync(c, ResetAsync), new CommandOptions
        {
            Description = "Deletes all data and starts with an empty server. Backups stay.",
            ConfirmationMessage = "Delete all data of this server? Only backups remain.",
            IconName = "Delete",
            UpdateState = LifecycleCommands.WhileSettled,
        });

    private async Task<ExecuteCommandResult> InTurnAsync(ExecuteCommandContext context, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> command)
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            return CommandResults.Failure("Another command works on these data; wait until it is done.");
        }
        try
        {
            return await command(context);
        }
        catch (Exception x) when (x is IOException or UnauthorizedAccessException or NpgsqlException or LocalServerException)
        {
            return CommandResults.Failure(x.Message);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private async Task<ExecuteCommandResult> BackUpAsync(ExecuteCommandContext context)
    {
        var unfinished = Backups.Begin(TimeProvider.System.GetUtcNow());
        try
        {
            var connection = await server.ConnectionStringExpression.GetValueAsync(context.CancellationToken);
            await new PostgresBaseBackup(directory.Path, unfinished).RunAsync(connection!, context.CancellationToken);
        }
        catch
        {
            Directory.Delete(unfinished, recursive: true);
            throw;
        }
        var backup = Backups.Complete(unfinished);
        return Done(context, string.Create(CultureInfo.InvariantCulture, $"Backed up to {backup} ({Size(backup) / 1048576.0:0} MB)."));
    }

    private async Task<ExecuteCommandResult> RestoreAsync(ExecuteCommandContext context)
    {
        if (Backups.Newest is not { } backup)
        {
            return CommandResults.Failure("There is no backup yet; use 'Back up now' first.");
        }
        await directory.OpenAsync(TimeProvider.System, context.CancellationToken);
        // Copied before the server stops: whatever fails until then changes nothing.
        CopyTree(backup, directory.CreateNext());
        if (PostgresCluster.Problem(backup, File.ReadAllText(Path.Combine(directory.Next, "PG_VERSION")).Trim()) is { } problem)
        {
            return CommandResults.Failure(problem);
        }
        Unprivileged.Own(directory.Next);
        var replaced = await ReplaceAsync(context, directory.Replace);
        return replaced.Success
            ? Done(context, string.Create(CultureInfo.InvariantCulture, $"Restored the backup of {PostgresBackups.TimeOf(backup):yyyy-MM-dd HH:mm:ss} UTC."))
            : replaced;
    }

    private async Task<ExecuteCommandResult> ResetAsync(ExecuteCommandContext context)
    {
        await directory.OpenAsync(TimeProvider.System, context.CancellationToken);
        var replaced = await ReplaceAsync(context, directory.ReplaceByEmpty);
        return replaced.Success ? Done(context, "The server is empty; what depends on it has been started anew.") : replaced;
    }

    /// <summary>Stops, changes the directory, starts; a server that does not start gets its old data back.</summary>
    private async Task<ExecuteCommandResult> ReplaceAsync(ExecuteCommandContext context, Action change)
    {
        var ct = context.CancellationToken;
        if (control.IsRunning(context.Services) && await control.StopAsync(context.Services, ct) is { Success: false } notStopped)
        {
            return notStopped;
        }
        change();
        var started = await control.StartAndWaitAsync(context.Services, ct);
        if (!started.Success)
        {
            directory.Restore();
            var again = await control.StartAndWaitAsync(context.Services, ct);
            return CommandResults.Failure(again.Success ? "The server did not start on the new data; the old data are back. Its log says why." : started.Message);
        }
        directory.DeletePrevious();
        NpgsqlConnection.ClearAllPools();
        return await Dependants.StartAnewAsync(context.Services, server, ct);
    }

    private static ExecuteCommandResult Done(ExecuteCommandContext context, string message)
    {
        PostgresLog.Done(context.Logger, message);
        return CommandResults.Success(message);
    }

    private static long Size(string path) => new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static void CopyTree(string source, string target)
    {
        foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
        {
            PrivateFiles.CreateDirectory(Path.Combine(target, Path.GetRelativePath(source, folder)));
        }
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(target, Path.GetRelativePath(source, file)));
        }
    }
}

using Npgsql;

namespace Sage.AppHost.Local;

/// <summary>
/// Copies the data directory of a running server, as pg_basebackup does; that program and pg_dump are not among those
/// that npm brings. See https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP.
/// </summary>
internal sealed class PostgresBaseBackup(string source, string target)
{
    private const string WriteAheadLog = "pg_wal";

    // Of these folders the server wants only the name; what is in them belongs to the running server.
    private static readonly HashSet<string> EmptyFolders = new(StringComparer.Ordinal) { WriteAheadLog, "pg_dynshmem", "pg_notify", "pg_replslot", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans" };
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal) { "postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map" };

    public async Task RunAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false, CommandTimeout = 300 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        // The slot keeps the log from here on until it is copied; like the backup it ends with the connection.
        await ExecuteAsync(connection, "SELECT pg_create_physical_replication_slot('sage_backup', true, true)", cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_backup_start('sage', true)", cancellationToken);
        CopyFolder("", cancellationToken);
        await using (var command = new NpgsqlCommand("SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            await PrivateFiles.WriteAsync(Path.Combine(target, "backup_label"), reader.GetString(0), cancellationToken);
        }
        CopyLog(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void CopyFolder(string folder, CancellationToken cancellationToken)
    {
        foreach (var entry in new DirectoryInfo(Path.Combine(source, folder)).EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, entry.Name);
            if (entry is DirectoryInfo && !entry.Name.StartsWith("pgsql_tmp", StringComparison.Ordinal))
            {
                PrivateFiles.CreateDirectory(Path.Combine(target, path));
                if (!EmptyFolders.Contains(path))
                {
                    CopyFolder(path, cancellationToken);
                }
            }
            else if (entry is FileInfo && !LeftOut.Contains(path) && !entry.Name.StartsWith("pgsql_tmp", StringComparison.Ordinal))
            {
                CopyFile(path);
            }
        }
    }

    private void CopyLog(CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(source, WriteAheadLog)))
        {
            PrivateFiles.CreateDirectory(Path.Combine(target, WriteAheadLog, Path.GetFileName(folder)));
        }
        foreach (var file in Directory.EnumerateFiles(Path.Combine(source, WriteAheadLog)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            CopyFile(Path.Combine(WriteAheadLog, Path.GetFileName(file)));
        }
    }

    private void CopyFile(string path)
    {
        try
        {
            File.Copy(Path.Combine(source, path), Path.Combine(target, path), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // The server removed it meanwhile (a dropped table); the log in the backup says so too.
        }
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Pipelines;

/// <summary><c>~/.aspire/deployments/{AppHost}/{environment}.json</c>. It is only ever replaced, so a run that is killed leaves the old one or the new one.</summary>
internal static class DeploymentStateFile
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(50);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static string? Path(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["AppHost:PathSha256"] is not { Length: > 0 } appHost)
        {
            return null;
        }

        var name = environment.EnvironmentName.ToLowerInvariant();
        if (!IsValid(environment))
        {
            throw new ArgumentException($"The environment name '{name}' contains invalid characters. Environment names must only contain alphanumeric characters, underscores, and hyphens ([a-zA-Z0-9_-]+).", nameof(environment));
        }

        return System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "deployments", appHost, $"{name}.json");
    }

    /// <summary>Saved values win, also over the environment and the command line of this run: an environment keeps what it was deployed with.</summary>
    public static void AddTo(ConfigurationManager configuration, IHostEnvironment environment)
    {
        if (configuration.GetValue<bool>("Pipeline:ClearCache") || !IsValid(environment) || Path(configuration, environment) is not { } path || !File.Exists(path))
        {
            return;
        }

        try
        {
            configuration.AddJsonFile(path, optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException)
        {
            // The run goes on without; whoever reads or saves state is told what is wrong with it.
        }
    }

    public static async Task<JsonObject> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var json = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), documentOptions: Lenient)!;
        return FlatJson.Unflatten(json.AsObject());
    }

    public static void CreateDirectory(string path)
    {
        var directory = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Keeps other runs out until it is disposed of; they wait a while.</summary>
    public static async Task<FileStream> LockAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var start = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{path}.lock", Options(FileMode.OpenOrCreate));
            }
            catch (IOException) when (timeProvider.GetElapsedTime(start) < LockTimeout)
            {
                await Task.Delay(LockInterval, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public static async Task ReplaceAsync(string path, JsonObject state)
    {
        var temporary = $"{path}.{System.IO.Path.GetRandomFileName()}";
        try
        {
            var stream = new FileStream(temporary, Options(FileMode.CreateNew));
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(FlatJson.Flatten(state).ToJsonString(Indented))).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // It becomes a file name, so nothing may lead out of the folder.
    private static bool IsValid(IHostEnvironment environment)
        => environment.EnvironmentName.Length > 0 && environment.EnvironmentName.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}

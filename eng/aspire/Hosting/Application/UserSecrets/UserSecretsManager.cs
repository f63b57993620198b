using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.UserSecrets;

/// <summary>User secrets in the file that <c>dotnet user-secrets</c> uses, readable by this user only.</summary>
/// <remarks>Two AppHosts of one project may start at once, so a change is a read and an atomic replacement under a lock of the machine.</remarks>
internal sealed class UserSecretsManager(string filePath) : IUserSecretsManager
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public bool IsAvailable => true;

    public string FilePath { get; } = filePath;

    public static IUserSecretsManager For(string? userSecretsId)
        => string.IsNullOrWhiteSpace(userSecretsId) ? NoUserSecrets.Instance : new UserSecretsManager(PathHelper.GetSecretsPathFromSecretsId(userSecretsId));

    public bool TrySetSecret(string name, string value) => TryChange(secrets => secrets[name] = value);

    public bool TryDeleteSecret(string name) => TryChange(secrets => secrets.Remove(name));

    public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator)
    {
        if (configuration[name] is not null)
        {
            return;
        }

        // Another process may have stored a value since the configuration was read: the stored one wins.
        string? value = null;
        TryChange(secrets =>
        {
            value = secrets.GetValueOrDefault(name) ?? valueGenerator();
            secrets[name] = value;
        });
        configuration.AddInMemoryCollection([new(name, value ?? valueGenerator())]);
    }

    public Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Change(secrets =>
        {
            secrets.Clear();
            foreach (var (name, value) in Flatten(state, prefix: ""))
            {
                secrets[name] = value;
            }
        });
        return Task.CompletedTask;
    }

    private bool TryChange(Action<SortedDictionary<string, string?>> change)
    {
        try
        {
            Change(change);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or TimeoutException)
        {
            // The caller goes on with the value in memory; a read-only home directory must not stop the application.
            return false;
        }
    }

    private void Change(Action<SortedDictionary<string, string?>> change)
    {
        var directory = Path.GetDirectoryName(FilePath)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var mutex = new Mutex(LockName(), new NamedWaitHandleOptions { CurrentSessionOnly = false });
        if (!Wait(mutex))
        {
            throw new TimeoutException($"The user secrets '{FilePath}' are locked by another process.");
        }

        try
        {
            var secrets = Load();
            change(secrets);
            Replace(secrets);
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    private SortedDictionary<string, string?> Load()
    {
        // The configuration provider reads nested objects and comments as users write them.
        var configuration = new ConfigurationBuilder().AddJsonFile(FilePath, optional: true, reloadOnChange: false).Build();
        return new(
            configuration.AsEnumerable().Where(entry => entry.Value is not null).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    private void Replace(SortedDictionary<string, string?> secrets)
    {
        var json = new JsonObject(secrets.Select(secret => KeyValuePair.Create(secret.Key, (JsonNode?)secret.Value)));
        var temporary = $"{FilePath}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(json.ToJsonString(Indented)));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, FilePath, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private string LockName() => $"aspire-user-secrets-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(FilePath))))[..16]}";

    private static bool Wait(Mutex mutex)
    {
        try
        {
            return mutex.WaitOne(LockTimeout);
        }
        catch (AbandonedMutexException)
        {
            // Its owner was killed. The file is whole, as it is only ever replaced.
            return true;
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(JsonNode? node, string prefix) => node switch
    {
        JsonObject properties => properties.SelectMany(property => Flatten(property.Value, Join(prefix, property.Key))),
        JsonArray items => items.SelectMany((item, index) => Flatten(item, Join(prefix, $"{index}"))),
        _ => [new(prefix, node?.ToString())],
    };

    private static string Join(string prefix, string key) => prefix.Length == 0 ? key : $"{prefix}:{key}";
}

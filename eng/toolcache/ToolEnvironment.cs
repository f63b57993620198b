using System.Collections;

namespace ToolCache;

/// <summary>
/// The variables that tools inherit: paths, proxies and certificates. Everything else stays out, above all NODE_OPTIONS
/// (a debugger's hook would hang npm) and the secrets of the process that starts them.
/// </summary>
internal static class ToolEnvironment
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TEMP", "TMP", "TZ",
        "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "APPDATA", "LOCALAPPDATA", "USERPROFILE",
        "PROGRAMDATA", "PROGRAMFILES", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    };

    public static IEnumerable<KeyValuePair<string, string>> Inherited() =>
        from DictionaryEntry variable in System.Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        // A registry, its certificate or the place of npm's own cache may be set this way.
        where Names.Contains(name) || name.StartsWith("npm_config_", StringComparison.OrdinalIgnoreCase)
        select KeyValuePair.Create(name, (string?)variable.Value ?? "");
}

using System.Globalization;
using System.Text;

namespace Sage.AppHost.Local;

/// <summary>valkey.conf, written anew for each start. The password is here because the command line shows in logs.</summary>
internal static class ValkeySettings
{
    public static string Create(string directory, string? password, bool isTemporary) => string.Join('\n',
    [
        "# Written at each start; changes are lost.",
        "bind 127.0.0.1 -::1",
        "protected-mode yes",
        "daemonize no",
        $"dir {Quote(directory)}",
        isTemporary ? "save \"\"" : "save 60 1",
        .. password is { Length: > 0 } ? [$"requirepass {Quote(password)}"] : Array.Empty<string>(),
        "",
    ]);

    internal static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            _ = b switch
            {
                (byte)'"' or (byte)'\\' => quoted.Append('\\').Append((char)b),
                < 0x20 or > 0x7E => quoted.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
                _ => quoted.Append((char)b),
            };
        }
        return quoted.Append('"').ToString();
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace ToolCache;

/// <summary>Which packages of a package-lock.json belong on this platform.</summary>
internal static class NpmLockFile
{
    private const string Folder = "node_modules/";

    /// <summary>The folders (node_modules/...) that <c>npm ci</c> has to make here. It leaves out an optional package it cannot get without an error.</summary>
    public static IReadOnlyList<string> Expected(ReadOnlyMemory<byte> lockFile) => Expected(lockFile, Platform, Architecture);

    public static IReadOnlyList<string> Expected(ReadOnlyMemory<byte> lockFile, string platform, string architecture)
    {
        using var json = JsonDocument.Parse(lockFile);
        return [.. json.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.StartsWith(Folder, StringComparison.Ordinal)
                && !package.Value.TryGetProperty("dev", out _)
                && Allows(package.Value, "os", platform)
                && Allows(package.Value, "cpu", architecture))
            .Select(package => package.Name)];
    }

    public static string Platform => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X86 => "ia32",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static bool Allows(JsonElement package, string property, string value) =>
        !package.TryGetProperty(property, out var values) || values.EnumerateArray().Any(v => v.ValueEquals(value));
}

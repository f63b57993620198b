using System.Runtime.InteropServices;

namespace ToolCache;

/// <summary>This machine in npm's words.</summary>
public static class NpmPlatform
{
    /// <summary>linux, darwin or win32.</summary>
    public static string System => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    /// <summary>x64, arm64, ia32, ppc64 ...</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        global::System.Runtime.InteropServices.Architecture.X86 => "ia32",
        global::System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64",
        var other => other.ToString().ToLowerInvariant(),
    };
}

using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Sage.AppHost.Local;

/// <summary>What the base class library lacks: owners and signals.</summary>
internal static class Libc
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    [UnsupportedOSPlatform("windows")]
    public static void ChangeOwner(string path, uint user)
    {
        if (NativeChangeOwner(path, user, user) != 0)
        {
            throw new UnauthorizedAccessException($"{path} cannot be given to user {user}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }

    /// <summary>False when there is no such process any more.</summary>
    [UnsupportedOSPlatform("windows")]
    public static bool Signal(int process, int signal) => NativeSignal(process, signal) == 0;

#pragma warning disable SYSLIB1054 // Source-generated marshalling would need unsafe code for two calls.
    [DllImport("libc", EntryPoint = "lchown", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeSignal(int process, int signal);
#pragma warning restore SYSLIB1054
}

using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>
/// Runs code as an account to which the permissions of files apply. Tests that run as root use a thread on which they
/// apply to root.
/// </summary>
internal static class OrdinaryAccount
{
    public static void Run(Action action)
    {
        Skip.If(OperatingSystem.IsWindows(), "The rights of files are those of Unix.");
        if (geteuid() != 0)
        {
            action();
            return;
        }

        Skip.IfNot(OperatingSystem.IsLinux(), "Root is bound by the rights of files on Linux only.");
        Exception? thrown = null;
        bool isBound = false;
        Thread thread = new(() =>
        {
            isBound = RootRights.TryDrop();
            try
            {
                if (isBound)
                {
                    action();
                }
            }
            catch (Exception error)
            {
                thrown = error;
            }
        });
        thread.Start();
        thread.Join();
        Skip.IfNot(isBound, "This root keeps its rights.");
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    [DllImport("libc")]
    private static extern uint geteuid();
}

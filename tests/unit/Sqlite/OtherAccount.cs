using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>
/// Runs code as an account to which the permissions of files apply. Tests that run as root use a thread with the file
/// permissions of the account nobody.
/// </summary>
internal static class OtherAccount
{
    private const uint Nobody = 65534;

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
        bool isOther = false;
        Thread thread = new(() =>
        {
            _ = setfsuid(Nobody);
            isOther = setfsuid(uint.MaxValue) == Nobody;
            try
            {
                if (isOther)
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
        Skip.IfNot(isOther, "This root may not become another account.");
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libc")]
    private static extern uint setfsuid(uint id);
}

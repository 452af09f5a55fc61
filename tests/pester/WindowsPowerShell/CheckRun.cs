using System.Reflection;

namespace InventoryTools.WindowsPowerShell;

/// <summary>Runs all checks in order, and writes a line for each: its name, and why it failed.</summary>
internal static class CheckRun
{
    // The checks of the import come first: nothing of the dependencies is loaded yet.
    private static readonly Type[] s_groups =
        [typeof(ImportChecks), typeof(ItemChecks), typeof(StoreChecks), typeof(FileChecks), typeof(ServiceChecks)];

    public static void List()
    {
        foreach (MethodInfo check in s_groups.SelectMany(ChecksOf))
        {
            Console.WriteLine(NameOf(check));
        }
    }

    public static int Run()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        int failed = 0;
        try
        {
            foreach (Type group in s_groups)
            {
                using CheckGroup checks = (CheckGroup)Activator.CreateInstance(group);
                checks.Folder = folder;
                foreach (MethodInfo check in ChecksOf(group))
                {
                    string? failure = FailureOf(check, checks);
                    failed += failure is null ? 0 : 1;
                    Console.WriteLine($"{NameOf(check)}\t{failure}");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return failed == 0 ? 0 : 1;
    }

    private static string? FailureOf(MethodInfo check, CheckGroup checks)
    {
        try
        {
            check.Invoke(checks, null);
            return null;
        }
        catch (TargetInvocationException failure)
        {
            return failure.InnerException!.ToString().Replace("\r", "").Replace("\n", " | ").Replace("\t", " ");
        }
    }

    private static IEnumerable<MethodInfo> ChecksOf(Type group) => group
        .GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public)
        .Where(method => method.GetParameters().Length == 0 && !method.IsVirtual)
        .OrderBy(method => method.MetadataToken);

    private static string NameOf(MethodInfo check) => check.Name.Replace('_', ' ');
}

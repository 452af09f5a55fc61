using System.Runtime.InteropServices;
using InventoryTools.Loading;
using InventoryTools.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>The rights of what is made do not depend on the umask, which belongs to the whole process.</summary>
[Collection(nameof(UmaskTests))]
public sealed class UmaskTests : StoreTest
{
    [SkippableTheory]
    [InlineData(0)]
    [InlineData(0x3F)] // 077
    [InlineData(0xBF)] // 277
    [InlineData(0x1FF)] // 777
    public void A_store_and_the_files_beside_it_are_their_owners_alone(uint mask)
    {
        Skip.If(OperatingSystem.IsWindows(), "The rights of files are those of Unix.");
        string folder = Folder.Path;
        uint before = umask(mask);
        try
        {
            using SqliteInventoryStore store = Open();
            store.Write([Of("i-a", "Custom:A")], default);
            string[] files = Directory.GetFiles(folder);
            Assert.Equal(3, files.Length);
            Assert.All(files, file => Assert.Equal("rw-------", Mode(file)));
        }
        finally
        {
            _ = umask(before);
        }
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(0xBF)] // 277
    public void The_folders_of_the_ledger_are_their_owners_alone(uint mask)
    {
        Skip.If(OperatingSystem.IsWindows(), "The rights of files are those of Unix.");
        const string Variable = "XDG_DATA_HOME";
        string? home = Environment.GetEnvironmentVariable(Variable);
        string data = Folder.FileNamed("data");
        uint before = umask(mask);
        try
        {
            Environment.SetEnvironmentVariable(Variable, data);
            string ledger = LedgerFile.FindPath();
            SqliteSubmissionLedger.Open(ledger, TimeSpan.Zero, default).Dispose();
            Assert.Equal(
                ("rwx------", "rwx------", "rw-------"),
                (Mode(data), Mode(Path.GetDirectoryName(ledger)!), Mode(ledger)));
        }
        finally
        {
            _ = umask(before);
            Environment.SetEnvironmentVariable(Variable, home);
        }
    }

    [DllImport("libc")]
    private static extern uint umask(uint mask);
}

/// <summary>Tests that change the umask run alone.</summary>
[CollectionDefinition(nameof(UmaskTests), DisableParallelization = true)]
public static class UmaskCollection;

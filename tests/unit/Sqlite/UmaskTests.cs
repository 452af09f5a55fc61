using System.Runtime.InteropServices;
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

    [DllImport("libc")]
    private static extern uint umask(uint mask);
}

/// <summary>Tests that change the umask run alone.</summary>
[CollectionDefinition(nameof(UmaskTests), DisableParallelization = true)]
public static class UmaskCollection;

using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>A database of something else stays as it is, with the files beside it.</summary>
public sealed class ForeignDatabaseTests : StoreTest
{
    [Theory]
    [InlineData("DELETE", false)]
    [InlineData("WAL", false)]
    [InlineData("DELETE", true)]
    [InlineData("WAL", true)]
    public void No_file_of_it_is_touched(string journal, bool isHot)
    {
        string other = Folder.FileNamed("other");
        Directory.CreateDirectory(other);
        using (SqliteConnection connection = Folder.Connect())
        {
            TempFolder.Execute(
                connection,
                $"PRAGMA journal_mode = {journal}; PRAGMA cache_size = 1; CREATE TABLE other (x);"
                    + "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
                    + "INSERT INTO other SELECT randomblob(1000) FROM n");
            if (isHot)
            {
                // As a process that is killed leaves it: the files are copied in the middle of its work.
                TempFolder.Execute(
                    connection, "BEGIN; UPDATE other SET x = randomblob(1000); INSERT INTO other VALUES (1)");
                foreach (string file in Directory.GetFiles(Folder.Path))
                {
                    Copy(file, Path.Combine(other, Path.GetFileName(file)));
                }

                TempFolder.Execute(connection, "ROLLBACK");
            }
        }

        string path = isHot ? Path.Combine(other, "store.db") : Folder.Store;
        Assert.Equal(isHot, Directory.GetFiles(Path.GetDirectoryName(path)!).Length > 1);
        string[] before = Facts(path);
        Assert.Equal((StoreProblem.NotAStore, StoreProblem.NotAStore), (WriteProblem(path), ReadProblem(path)));
        Assert.Equal(before, Facts(path));
    }

    private static void Copy(string from, string to)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using FileStream target = File.Create(to);
        source.CopyTo(target);
    }

    private static string[] Facts(string path) =>
    [
        .. Directory.GetFiles(Path.GetDirectoryName(path)!).Order(StringComparer.Ordinal).Select(file =>
            $"{file} {File.GetLastWriteTimeUtc(file):O} "
                + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
    ];
}

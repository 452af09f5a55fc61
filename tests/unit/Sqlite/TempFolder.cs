using Microsoft.Data.Sqlite;

namespace InventoryTools.Tests.Sqlite;

/// <summary>
/// A folder for one test, made when it is used first and deleted afterwards, and direct access to the store in it.
/// </summary>
public sealed class TempFolder : IDisposable
{
    // A class that skips its test while it is made is never disposed, and must not leave a folder.
    private readonly Lazy<string> _path = new(() => Directory.CreateTempSubdirectory("inventorytools-").FullName);

    public string Path => _path.Value;

    public string Store => FileNamed("store.db");

    public string FileNamed(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (_path.IsValueCreated)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    public SqliteConnection Connect()
    {
        SqliteConnection connection = new($"Data Source={Store};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        Execute(connection, sql);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public object? Scalar(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

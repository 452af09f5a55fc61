using System;
using System.IO;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Tests.Sqlite;

/// <summary>A folder of its own for each test, gone afterwards, and a bare way into the store's file in it.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inventorytools-").FullName;

    public string Store => FileNamed("store.db");

    public string FileNamed(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

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

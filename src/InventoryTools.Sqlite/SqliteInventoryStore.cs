using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>
/// The store in one SQLite file: WAL, <c>synchronous=FULL</c>, one transaction a batch. The file and its tables are
/// made on first use; several processes may write it at once.
/// </summary>
public sealed class SqliteInventoryStore : IInventoryStore
{
    /// <summary>How long a writer waits for another one before it gives up.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly StoreConnection _store;
    private ItemWriter? _writer;

    private SqliteInventoryStore(StoreConnection store) => _store = store;

    /// <summary>Opens the store at a full path to write to it, and makes it where there is none.</summary>
    /// <exception cref="InventoryStoreException">The store can't be opened or made.</exception>
    public static SqliteInventoryStore OpenForWriting(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForWriting(path, patience, cancellationToken));

    /// <summary>Opens the store at a full path to read from it.</summary>
    /// <exception cref="InventoryStoreException">There is no store, or it can't be opened.</exception>
    public static SqliteInventoryStore OpenForReading(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForReading(path, patience, cancellationToken));

    /// <inheritdoc/>
    public IReadOnlyList<StoreOutcome> Write(IReadOnlyList<StoreWrite> batch, CancellationToken cancellationToken)
    {
        _writer ??= new ItemWriter(_store);
        return _store.Write(() => _writer.Write(batch), cancellationToken);
    }

    /// <inheritdoc/>
    public IEnumerable<InventoryItem> Read(StoreQuery query, CancellationToken cancellationToken)
    {
        _store.Read(
            () =>
            {
                _store.Execute("BEGIN");
                return true;
            },
            cancellationToken);
        try
        {
            string? types = _store.Read(() => TypeCondition(query.MatchesTypeName), cancellationToken);
            IEnumerable<string?> nodes = query.InstanceIds is null
                ? [null]
                : query.InstanceIds.Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal);
            foreach (string? node in nodes)
            {
                foreach (InventoryItem item in Read(node, types, query, cancellationToken))
                {
                    yield return item;
                }
            }
        }
        finally
        {
            _store.RollBack();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _store.Dispose();
    }

    // Types are few, so which of them match is found out before the first item is read.
    private string TypeCondition(Func<string, bool>? matches)
    {
        if (matches is null)
        {
            return "1";
        }

        List<string> ids = [];
        using SqliteCommand command = _store.CreateCommand("SELECT type_id, type_name FROM type");
        using SqliteDataReader types = command.ExecuteReader();
        while (types.Read())
        {
            if (matches(types.GetString(1)))
            {
                ids.Add(types.GetInt64(0).ToString(CultureInfo.InvariantCulture));
            }
        }

        return $"i.type_id IN ({string.Join(",", ids)})";
    }

    private IEnumerable<InventoryItem> Read(
        string? instanceId,
        string typeCondition,
        StoreQuery query,
        CancellationToken cancellationToken)
    {
        // CROSS JOIN fixes the order of the loops: nodes in the order of their index, so that nothing is sorted.
        using SqliteCommand command = _store.CreateCommand(
            $"""
            SELECT n.instance_id, t.type_name, i.schema_version, i.capture_time, i.content_hash, i.context, i.content
            FROM node n CROSS JOIN item i ON i.node_id = n.node_id CROSS JOIN type t ON t.type_id = i.type_id
            WHERE {(instanceId is null ? "1" : "n.instance_id = $node")} AND {typeCondition}
            ORDER BY n.instance_id, t.type_name
            """,
            "$node");
        command.Parameters["$node"].Value = (object?)instanceId ?? DBNull.Value;
        using SqliteDataReader row = _store.Read(command.ExecuteReader, cancellationToken);
        while (_store.Read(row.Read, cancellationToken))
        {
            if (query.MatchesInstanceId?.Invoke(row.GetString(0)) != false)
            {
                yield return ReadItem(row);
            }
        }
    }

    private InventoryItem ReadItem(SqliteDataReader row)
    {
        InventoryItem item = new()
        {
            InstanceId = row.GetString(0),
            TypeName = row.GetString(1),
            SchemaVersion = row.GetString(2),
            CaptureTime = row.GetString(3),
            ContentHash = row.GetString(4),
        };
        try
        {
            item.Context = row.IsDBNull(5) ? null : ContentText.ReadContext(row.GetString(5));
            item.Content = ContentText.ReadContent(row.GetString(6));
            return item;
        }
        catch (JsonException error)
        {
            throw StoreErrors.DamagedItem(_store.Path, item, error);
        }
    }
}

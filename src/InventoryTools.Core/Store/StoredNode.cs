using System;
using System.Collections.Generic;

namespace InventoryTools.Store;

/// <summary>A node as a store knows it.</summary>
/// <param name="InstanceId">Its ID.</param>
/// <param name="SeenAt">When an item of it was last written, to the hour.</param>
/// <param name="Items">Those of its items that were asked for.</param>
internal sealed record StoredNode(string InstanceId, DateTimeOffset SeenAt, IReadOnlyList<InventoryItem> Items);

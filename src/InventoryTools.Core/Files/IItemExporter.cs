using System;
using System.Collections.Generic;

namespace InventoryTools.Files;

/// <summary>Writes items to files of one format, as they come. What is not completed leaves no half file behind.</summary>
internal interface IItemExporter : IDisposable
{
    /// <summary>Takes an item, and returns the files that are complete now.</summary>
    /// <exception cref="InventoryFileException">The item can't stand in such a file, or the file can't be written.</exception>
    IEnumerable<string> Add(InventoryItem item);

    /// <summary>Writes what is left, and returns the files that are complete now.</summary>
    /// <exception cref="InventoryFileException">A file can't be written.</exception>
    IEnumerable<string> Complete();
}

using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>
/// The database file of an open connection, without SQLite's locks and logs. It is read through SQLite's own handle: to
/// open and close the file once more would end the locks of all connections of this process.
/// </summary>
internal sealed class SqliteFile
{
    // The places of methods in the structure sqlite3_io_methods. Source: https://www.sqlite.org/c3ref/io_methods.html
    private const int ReadMethod = 2;
    private const int SizeMethod = 6;
    private const int MapMethod = 13;

    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int LogPointer = 28; // SQLITE_FCNTL_JOURNAL_POINTER
    private const int HeaderLength = 100;
    private const int IndexPart = 32768;

    private readonly SqliteConnection _connection;
    private readonly IntPtr _file;

    public SqliteFile(SqliteConnection connection)
    {
        _connection = connection;
        _file = Find(FilePointer);
    }

    /// <summary>
    /// True when the open write-ahead log has all that its index, which all processes share, says of it.
    /// </summary>
    public bool IsLogWhole
    {
        get
        {
            const int LogHeaderLength = 32;
            const int FrameHeaderLength = 24;
            if (Method<FileMap>(_file, MapMethod) is not FileMap map
                || map(_file, 0, IndexPart, 0, out IntPtr index) != raw.SQLITE_OK
                || index == IntPtr.Zero)
            {
                return true;
            }

            // A page of 64 KB is stored as 1. Source: https://www.sqlite.org/walformat.html
            int size = Marshal.ReadInt16(index, 14);
            long pageSize = (size & 0xFE00) + ((size & 1) << 16);
            long frames = (uint)Marshal.ReadInt32(index, 16);
            return frames == 0
                || Measure(Find(LogPointer)) >= LogHeaderLength + (frames * (FrameHeaderLength + pageSize));
        }
    }

    /// <summary>The full path of the file. The files beside it lie where a link leads to.</summary>
    public string Path => raw.sqlite3_db_filename(_connection.Handle!, "main").utf8_to_string();

    /// <summary>True for a file that SQLite has opened read-only. It says so only when something is written.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle!, "main") != 0;

    /// <summary>Leaves the log and its index as they are when the connection ends.</summary>
    public void KeepLog() =>
        _ = raw.sqlite3_db_config(_connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Reads the header of the database; null for an empty file. What is missing of it is zeros.</summary>
    public byte[]? ReadHeader()
    {
        if (Measure(_file) == 0)
        {
            return null;
        }

        byte[] header = new byte[HeaderLength];
        Check(Method<FileRead>(_file, ReadMethod)!(_file, header, HeaderLength, 0));
        return header;
    }

    // -1 when the file system does not answer.
    private static long Measure(IntPtr file) =>
        Method<FileSize>(file, SizeMethod)!(file, out long size) == raw.SQLITE_OK ? size : -1;

    private static void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_IOERR_SHORT_READ))
        {
            throw new SqliteException(raw.sqlite3_errstr(result).utf8_to_string(), result & 0xFF, result);
        }
    }

    // A file that is opened as one that does not change has no index.
    private static T? Method<T>(IntPtr file, int place)
        where T : Delegate
    {
        IntPtr method = Marshal.ReadIntPtr(Marshal.ReadIntPtr(file), place * IntPtr.Size);
        return method == IntPtr.Zero ? null : Marshal.GetDelegateForFunctionPointer<T>(method);
    }

    private IntPtr Find(int operation)
    {
        Check(sqlite3_file_control(_connection.Handle!, IntPtr.Zero, operation, out IntPtr file));
        return file;
    }

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern int sqlite3_file_control(sqlite3 database, IntPtr name, int operation, out IntPtr file);
}

/// <summary>xRead of sqlite3_io_methods.</summary>
[UnmanagedFunctionPointer(CallingConvention.Cdecl)]
internal delegate int FileRead(IntPtr file, byte[] buffer, int length, long offset);

/// <summary>xFileSize of sqlite3_io_methods.</summary>
[UnmanagedFunctionPointer(CallingConvention.Cdecl)]
internal delegate int FileSize(IntPtr file, out long size);

/// <summary>xShmMap of sqlite3_io_methods.</summary>
[UnmanagedFunctionPointer(CallingConvention.Cdecl)]
internal delegate int FileMap(IntPtr file, int part, int length, int isExtended, out IntPtr memory);

using System.Text;
using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>
/// Reads the lines of a file as bytes in UTF-8. Invalid UTF-8 is not replaced, so that it can be reported. A file with
/// a byte order mark of UTF-16 or UTF-32 is converted.
/// </summary>
internal sealed class LineReader : IDisposable
{
    private const int BufferLength = 81920;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly StreamReader? _wide;
    private readonly Encoder? _encoder;
    private readonly char[] _characters = [];
    private readonly byte[] _buffer = new byte[BufferLength];
    private int _at;
    private int _end;
    private int _number;
    private long _offset;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file can't be opened, or is not one.</exception>
    public LineReader(string path)
    {
        _path = path;
        _file = RegularFile.Open(path, FileShare.Read);
        byte[] head = new byte[4];
        int length = _file.Read(head, 0, head.Length);
        (string Name, Encoding Encoding, int Length) mark = TextDamage.MarkOf([.. head.Take(length)])
            ?? ("UTF-8", Encoding.UTF8, 0);
        _file.Position = _offset = mark.Length;
        if (mark.Name != "UTF-8")
        {
            _wide = new StreamReader(_file, mark.Encoding, detectEncodingFromByteOrderMarks: false);
            _encoder = Encoding.UTF8.GetEncoder();
            _characters = new char[BufferLength / 4];
        }
    }

    /// <summary>Returns the next line; null at the end.</summary>
    /// <exception cref="InventoryFileException">The line is too long, or has bytes that are not characters.</exception>
    public FileLine? Next()
    {
        if (_at == _end && !Fill())
        {
            return null;
        }

        _number++;
        long start = _offset;
        MemoryStream? before = null;
        int end;
        while ((end = FindEnd()) < 0)
        {
            before ??= new MemoryStream();
            Keep(before, _end - _at);
            if (!Fill())
            {
                return new FileLine(before.ToArray(), _number, start);
            }
        }

        byte[] text;
        if (before is null)
        {
            text = new byte[end - _at];
            Array.Copy(_buffer, _at, text, 0, text.Length);
            Skip(text.Length);
        }
        else
        {
            Keep(before, end - _at);
            text = before.ToArray();
        }

        // \n, \r, or both.
        bool isReturn = _buffer[_at] == (byte)'\r';
        Skip(1);
        if (isReturn && (_at < _end || Fill()) && _buffer[_at] == (byte)'\n')
        {
            Skip(1);
        }

        return new FileLine(text, _number, start);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _wide?.Dispose();
        _file.Dispose();
    }

    // The index of the next end of a line in the buffer; -1 for none.
    private int FindEnd()
    {
        int line = Array.IndexOf(_buffer, (byte)'\n', _at, _end - _at);
        int other = Array.IndexOf(_buffer, (byte)'\r', _at, (line < 0 ? _end : line) - _at);
        return other < 0 ? line : other;
    }

    private void Keep(MemoryStream line, int count)
    {
        line.Write(_buffer, _at, count);
        Skip(count);
        if (line.Length > FileOperations.MaxBytes)
        {
            throw FileOperations.TooLarge(
                _path,
                $"line {_number} has more than {NumberText.Grouped(FileOperations.MaxBytes)} bytes, and nothing after "
                    + "it is read");
        }
    }

    private void Skip(int count)
    {
        _at += count;
        _offset += count;
    }

    private bool Fill()
    {
        _at = 0;
        if (_wide is null)
        {
            _end = _file.Read(_buffer, 0, _buffer.Length);
            return _end > 0;
        }

        try
        {
            int count = _wide.Read(_characters, 0, _characters.Length);
            _end = _encoder!.GetBytes(_characters, 0, count, _buffer, 0, flush: count == 0);

            // Half of a pair waits for the other one.
            return _end > 0 || (count > 0 && Fill());
        }
        catch (DecoderFallbackException error)
        {
            throw new InventoryFileException(
                FileProblem.NotUtf8,
                _path,
                $"'{_path}': its byte order mark tells {_wide.CurrentEncoding.WebName}, and it has bytes that are not "
                    + "characters of it. Save it again as UTF-8 in the program that has made it.",
                error);
        }
    }
}

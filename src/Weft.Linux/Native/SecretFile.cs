using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Weft.Linux;

/// <summary>Reads a file that holds secrets: only when nobody else on this machine can, and never through a path that changes on the way.</summary>
public static class SecretFile
{
    // O_RDONLY, O_CLOEXEC and O_NONBLOCK: a FIFO in the file's place must not stop the daemon.
    private const int OpenFlags = 0x80000 | 0x800;

    // O_WRONLY, O_CREAT, O_EXCL and O_CLOEXEC.
    private const int CreateFlags = 0x1 | 0x40 | 0x80 | 0x80000;
    private const int OwnerOnly = 0x180;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatistics = 0x7FF;
    private const int FileTypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int GroupAndOthers = 0x3F;

    /// <summary>Reads the file; false with one sentence that says what to do. The caller wipes the octets when it has read them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maximumLength">A longer file is refused.</param>
    /// <param name="octets">The content.</param>
    /// <param name="fault">What is wrong.</param>
    public static bool TryRead(string path, int maximumLength, out byte[] octets, out string fault)
    {
        octets = [];
        int descriptor = LibC.Open(path, OpenFlags, 0);
        if (descriptor < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            fault = error == Errno.NoEntry ? $"{path}: no such file" : $"{path}: cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}";
            return false;
        }

        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (!IsPrivate(path, descriptor, out fault))
        {
            return false;
        }

        long length = RandomAccess.GetLength(handle);
        if (length > maximumLength)
        {
            fault = $"{path}: longer than {maximumLength} octets, which no file of its kind is";
            return false;
        }

        octets = new byte[length];
        int read = 0;
        while (read < octets.Length && RandomAccess.Read(handle, octets.AsSpan(read), read) is var more and > 0)
        {
            read += more;
        }

        Array.Resize(ref octets, read);
        return true;
    }

    /// <summary>Makes a file that its owner alone can read. Throws <see cref="IOException"/> when it exists or cannot be made.</summary>
    public static void Create(string path, ReadOnlySpan<byte> octets)
    {
        int descriptor = LibC.Open(path, CreateFlags, OwnerOnly);
        if (descriptor < 0)
        {
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        using SafeFileHandle file = new(descriptor, ownsHandle: true);
        RandomAccess.Write(file, octets, 0);
    }

    private static unsafe bool IsPrivate(string path, int descriptor, out string fault)
    {
        Span<byte> status = stackalloc byte[256];
        fixed (byte* start = status)
        {
            if (LibC.FileStatus(descriptor, "", EmptyPath, BasicStatistics, start) < 0)
            {
                fault = $"{path}: {Marshal.GetLastPInvokeErrorMessage()}";
                return false;
            }
        }

        // struct statx: stx_uid at 20, stx_mode at 28, in the machine's order.
        uint owner = MemoryMarshal.Read<uint>(status[20..]);
        int mode = MemoryMarshal.Read<ushort>(status[28..]);
        uint self = LibC.EffectiveUser();
        fault = (mode & FileTypeMask) != RegularFile ? $"{path}: not a regular file"
            : owner != 0 && owner != self ? $"{path}: belongs to user {owner}, who could change it; run: chown {self} {path}"
            : (mode & GroupAndOthers) != 0 ? $"{path}: holds secrets, but its mode {Convert.ToString(mode & 0xFFF, 8).PadLeft(4, '0')} lets others read or write it; run: chmod 600 {path}"
            : "";
        return fault.Length == 0;
    }
}

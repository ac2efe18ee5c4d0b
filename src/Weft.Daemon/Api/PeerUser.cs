using System.Buffers.Binary;
using System.Net.Sockets;

namespace Weft.Daemon;

/// <summary>Who is at the other end of a Unix socket, as the kernel says (SO_PEERCRED); of a listening socket, who listens.</summary>
internal static class PeerUser
{
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;

    /// <summary>Process, user and group, 4 octets each.</summary>
    private const int Length = 12;

    /// <summary>The user's number.</summary>
    public static uint Of(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[Length];
        socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(credentials[4..]);
    }
}

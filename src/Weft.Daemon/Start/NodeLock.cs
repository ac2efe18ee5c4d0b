using System.Net.Sockets;

namespace Weft.Daemon;

/// <summary>Makes sure that one daemon at most runs in a network namespace. The kernel lets go of it when the process ends, however it ends.</summary>
public sealed class NodeLock : IDisposable
{
    // An abstract name: it belongs to the network namespace, not to the file system, like everything that the daemon configures.
    private const string Name = "\0weft/daemon";

    private readonly Socket _socket;

    private NodeLock(Socket socket) => _socket = socket;

    /// <summary>Takes the lock; null when another daemon has it.</summary>
    public static NodeLock? TryTake()
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(Name));
            return new NodeLock(socket);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();
}

using System.Net.Sockets;
using System.Text;

namespace Weft.Daemon;

/// <summary>Tells the service manager how the daemon is (sd_notify).</summary>
public static class ServiceManager
{
    /// <summary>Sends a state such as "READY=1"; does nothing when no service manager listens.</summary>
    public static void Notify(string state)
    {
        string? path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        // "@" stands for the zero octet of an abstract name.
        UnixDomainSocketEndPoint target = new(path[0] == '@' ? "\0" + path[1..] : path);
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), target);
        }
        catch (SocketException)
        {
            // Whoever started the daemon stopped listening; that is no reason to stop forwarding.
        }
    }
}

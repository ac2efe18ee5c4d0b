using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Speaks for hosts: sends the frames by which they, or the hypervisor under them, make themselves known.</summary>
public sealed class HostVoice : IDisposable
{
    /// <summary>IEEE 802 local experimental EtherType 1: a socket for it sends anything and receives nothing.</summary>
    private const ushort Nothing = 0x88B5;

    private readonly Dictionary<string, Capture> _sockets = [];

    /// <summary>Sends the announcement of a host.</summary>
    public void Announce(FabricHost host, AnnouncementKind kind)
    {
        foreach (byte[] frame in HostFrames.Announce(host, kind))
        {
            Send(host.Name, frame);
        }
    }

    /// <summary>Sends one frame out of a host's interface.</summary>
    public void Send(string host, byte[] frame) => SocketOf(host).Send(frame);

    /// <summary>Makes ready to speak for a host, so that its announcement does not wait for a socket.</summary>
    public void Prepare(string host) => SocketOf(host);

    public void Dispose()
    {
        foreach (Capture socket in _sockets.Values)
        {
            socket.Dispose();
        }
    }

    private Capture SocketOf(string host)
    {
        if (!_sockets.TryGetValue(host, out Capture? socket))
        {
            socket = Capture.Open(host, LabTopologyBuilder.HostInterface, Nothing);
            _sockets.Add(host, socket);
        }

        return socket;
    }
}

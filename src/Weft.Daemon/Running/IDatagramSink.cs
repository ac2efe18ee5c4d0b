using Weft.Model;

namespace Weft.Daemon;

/// <summary>Takes datagrams of the node itself.</summary>
public interface IDatagramSink
{
    /// <summary>A datagram; its payload is borrowed for the call.</summary>
    void DatagramReceived(in Datagram datagram, ReadOnlySpan<byte> payload);
}

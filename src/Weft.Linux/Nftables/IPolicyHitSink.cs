using Weft.Model;

namespace Weft.Linux;

/// <summary>Is told of packets that logged rules took.</summary>
public interface IPolicyHitSink
{
    /// <summary>A logged rule took a packet.</summary>
    void PolicyHitSeen(in PolicyHit hit);
}

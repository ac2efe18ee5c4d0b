using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The connections that stateful policies know, as connection tracking has them in a kernel.</summary>
internal sealed class PolicyConnections
{
    /// <summary>Most connections; packets of new ones are dropped above it.</summary>
    public const int Maximum = 65_536;

    /// <summary>How long a TCP connection is known without a packet (nf_conntrack_tcp_timeout_established).</summary>
    public static readonly TimeSpan TcpLifetime = TimeSpan.FromDays(5);

    /// <summary>How long everything else is (nf_conntrack_udp_timeout_stream).</summary>
    public static readonly TimeSpan OtherLifetime = TimeSpan.FromSeconds(120);

    private readonly Dictionary<PacketTuple, PolicyConnection> _connections = [];
    private readonly List<PacketTuple> _gone = [];

    public int Count => _connections.Count;

    /// <summary>True for a packet of a connection that the policy has let pass.</summary>
    /// <param name="now">The time.</param>
    /// <param name="tuple">The packet.</param>
    /// <param name="direction">Its direction, as the policy's host sees it.</param>
    /// <param name="isOtherOpen">True when the policy does not restrict the other direction: whatever came that way may be answered.</param>
    public bool IsKnown(Instant now, in PacketTuple tuple, PolicyDirection direction, bool isOtherOpen)
    {
        ref PolicyConnection connection = ref Find(now, tuple, out bool isReply);
        if (Unsafe.IsNullRef(ref connection) || !(connection.IsAllowed(direction, isReply) || (isReply && isOtherOpen)))
        {
            return false;
        }

        connection.Until = now + Lifetime(tuple.Protocol);
        return true;
    }

    /// <summary>The same of the connection that an error speaks of: the packet in it went the other way.</summary>
    public bool IsErrorOfKnown(Instant now, in PacketTuple inner, PolicyDirection direction, bool isOtherOpen) =>
        IsKnown(now, inner.Reversed, direction, isOtherOpen);

    /// <summary>Notes a packet that passes. False when there is no room for its connection.</summary>
    /// <param name="now">The time.</param>
    /// <param name="tuple">The packet.</param>
    /// <param name="direction">Its direction, as the policy's host sees it.</param>
    /// <param name="isAllowed">True when a rule of the policy allows it; false when the policy does not speak of this direction.</param>
    public bool TryNote(Instant now, in PacketTuple tuple, PolicyDirection direction, bool isAllowed)
    {
        ref PolicyConnection connection = ref Find(now, tuple, out bool isReply);
        if (Unsafe.IsNullRef(ref connection))
        {
            if (_connections.Count >= Maximum && !MakeRoom(now))
            {
                return false;
            }

            connection = ref CollectionsMarshal.GetValueRefOrAddDefault(_connections, tuple, out _);
            connection = default;
            isReply = false;
        }

        connection.Until = now + Lifetime(tuple.Protocol);
        bool isOpeners = (direction == PolicyDirection.Out) != isReply;
        connection.IsOpenerAllowed |= isAllowed && isOpeners;
        connection.IsReceiverAllowed |= isAllowed && !isOpeners;
        return true;
    }

    private static TimeSpan Lifetime(IpProtocol protocol) => protocol == IpProtocol.Tcp ? TcpLifetime : OtherLifetime;

    private ref PolicyConnection Find(Instant now, in PacketTuple tuple, out bool isReply)
    {
        isReply = false;
        ref PolicyConnection connection = ref CollectionsMarshal.GetValueRefOrNullRef(_connections, tuple);
        if (!Unsafe.IsNullRef(ref connection) && now < connection.Until)
        {
            return ref connection;
        }

        isReply = true;
        connection = ref CollectionsMarshal.GetValueRefOrNullRef(_connections, tuple.Reversed);
        if (!Unsafe.IsNullRef(ref connection) && now < connection.Until)
        {
            return ref connection;
        }

        return ref Unsafe.NullRef<PolicyConnection>();
    }

    private bool MakeRoom(Instant now)
    {
        _gone.Clear();
        foreach (KeyValuePair<PacketTuple, PolicyConnection> row in _connections)
        {
            if (row.Value.Until <= now)
            {
                _gone.Add(row.Key);
            }
        }

        foreach (PacketTuple tuple in _gone)
        {
            _connections.Remove(tuple);
        }

        return _gone.Count > 0;
    }
}

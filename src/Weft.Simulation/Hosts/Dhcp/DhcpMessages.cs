using System.Numerics;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Simulation;

/// <summary>What clients and servers share about messages.</summary>
internal static class DhcpMessages
{
    /// <summary>Enough for every message that simulated clients and servers write.</summary>
    public const int Limit = 576;

    /// <summary>The number of a lease that never ends.</summary>
    private const uint Endless = uint.MaxValue;

    /// <summary>What is as good as never in simulated time.</summary>
    private static readonly TimeSpan s_century = TimeSpan.FromDays(36_500);

    /// <summary>Ends the options and fills the message up to the length that everybody takes; returns its length.</summary>
    public static int Finish(Span<byte> message, ref DhcpOptionWriter options)
    {
        options.End();
        int length = DhcpHeader.Length + options.Length;
        if (length >= DhcpCodePoints.MinimumLength)
        {
            return length;
        }

        message[length..DhcpCodePoints.MinimumLength].Clear();
        return DhcpCodePoints.MinimumLength;
    }

    /// <summary>The lease in an offer or acknowledgment; false when it is not one that can be used.</summary>
    public static bool TryRead(in DhcpView message, out DhcpLease lease)
    {
        lease = default;
        if (!message.YourAddress.IsHostUnicast
            || !message.TryFindAddress(DhcpOptionCode.ServerIdentifier, out IpAddress server)
            || !message.TryFindNumber(DhcpOptionCode.LeaseTime, out uint seconds)
            || seconds == 0)
        {
            return false;
        }

        uint mask = message.TryFindNumber(DhcpOptionCode.SubnetMask, out uint given) ? given : 0xFFFF_FF00;
        byte prefixLength = (byte)BitOperations.LeadingZeroCount(~mask);
        _ = message.TryFindAddress(DhcpOptionCode.Router, out IpAddress gateway);
        TimeSpan duration = seconds == Endless ? s_century : TimeSpan.FromSeconds(seconds);

        // RFC 2131 section 4.4.5.
        TimeSpan renewal = ReadTime(message, DhcpOptionCode.RenewalTime, duration, duration / 2);
        TimeSpan rebinding = ReadTime(message, DhcpOptionCode.RebindingTime, duration, duration / 8 * 7);
        lease = new DhcpLease(
            new GatewayAddress(message.YourAddress, prefixLength), gateway, server, duration, renewal < rebinding ? renewal : rebinding, rebinding);
        return true;
    }

    private static TimeSpan ReadTime(in DhcpView message, DhcpOptionCode code, TimeSpan duration, TimeSpan otherwise) =>
        message.TryFindNumber(code, out uint seconds) && TimeSpan.FromSeconds(seconds) < duration ? TimeSpan.FromSeconds(seconds) : otherwise;
}

using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Simulation;

/// <content>What the client says (RFC 2131 section 4.4.1, table 5).</content>
public sealed partial class DhcpClient
{
    private void SendDiscover(Instant now, HostStack stack, IHostEffects effects)
    {
        Schedule(now);
        Span<byte> message = stackalloc byte[DhcpMessages.Limit];
        DhcpOptionWriter options = Start(now, message, DhcpMessageType.Discover, default, stack);
        if (!_lease.Address.Address.IsUnspecified)
        {
            options.Write(DhcpOptionCode.RequestedAddress, _lease.Address.Address);
        }

        options.Write(DhcpOptionCode.ParameterList, [(byte)DhcpOptionCode.SubnetMask, (byte)DhcpOptionCode.Router]);
        Broadcast(now, message[..DhcpMessages.Finish(message, ref options)], stack, effects);
    }

    private void Request(Instant now, HostStack stack, IHostEffects effects)
    {
        _requests++;
        Schedule(now);
        SendRequest(now, DhcpMessageType.Request, default, stack, effects);
    }

    /// <summary>A request or refusal that names the address in an option: the client does not have it (RFC 2131 section 4.3.2).</summary>
    private void SendRequest(Instant now, DhcpMessageType type, IpAddress has, HostStack stack, IHostEffects effects)
    {
        Span<byte> message = stackalloc byte[DhcpMessages.Limit];
        DhcpOptionWriter options = Start(now, message, type, has, stack);
        if (has.IsUnspecified)
        {
            options.Write(DhcpOptionCode.RequestedAddress, _lease.Address.Address);
            if (State != DhcpClientState.Rebooting)
            {
                options.Write(DhcpOptionCode.ServerIdentifier, _lease.Server);
            }
        }

        Broadcast(now, message[..DhcpMessages.Finish(message, ref options)], stack, effects);
    }

    /// <summary>A message to the lease's server from the leased address.</summary>
    private void SendOfLease(Instant now, DhcpMessageType type, HostStack stack, IHostEffects effects)
    {
        IpAddress address = _lease.Address.Address;
        Span<byte> message = stackalloc byte[DhcpMessages.Limit];
        DhcpOptionWriter options = Start(now, message, type, address, stack);
        if (type == DhcpMessageType.Release)
        {
            options.Write(DhcpOptionCode.ServerIdentifier, _lease.Server);
        }

        ReadOnlySpan<byte> written = message[..DhcpMessages.Finish(message, ref options)];
        stack.Udp(now, DhcpCodePoints.ClientPort, _lease.Server, DhcpCodePoints.ServerPort, written, effects, address);
    }

    private DhcpOptionWriter Start(Instant now, Span<byte> message, DhcpMessageType type, IpAddress has, HostStack stack)
    {
        ushort seconds = (ushort)Math.Min((now - _began).TotalSeconds, ushort.MaxValue);
        int length = new DhcpHeader(DhcpOperation.Request, 0, _transaction, seconds, 0, has, default, default, default, stack.Mac).Write(message);
        DhcpOptionWriter options = new(message[length..]);
        options.Write(type);
        Span<byte> identifier = stackalloc byte[1 + MacAddress.Length];
        identifier[0] = 1;
        stack.Mac.Write(identifier[1..]);
        options.Write(DhcpOptionCode.ClientIdentifier, identifier);
        return options;
    }

    private void Broadcast(Instant now, ReadOnlySpan<byte> message, HostStack stack, IHostEffects effects) =>
        stack.Udp(
            now, DhcpCodePoints.ClientPort, IpAddress.Ipv4Broadcast, DhcpCodePoints.ServerPort, message, effects,
            State == DhcpClientState.Rebinding ? _lease.Address.Address : IpAddress.Ipv4Any);
}

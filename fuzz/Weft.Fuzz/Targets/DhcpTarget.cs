using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Fuzz.Targets;

/// <summary>DHCP messages with their options, also those in overloaded fields.</summary>
public static class DhcpTarget
{
    public static FuzzTarget Dhcp { get; } = new("dhcp", Seeds, Run);

    /// <summary>What relays add to a message.</summary>
    public static FuzzTarget Agent { get; } = new("dhcp-agent", AgentSeeds, RunAgent);

    private static void Run(ReadOnlySpan<byte> input)
    {
        if (DhcpView.TryParse(input, out DhcpView view) != DhcpFault.None)
        {
            return;
        }

        byte[] written = new byte[input.Length];
        Array.Fill(written, (byte)0xA5);
        int length = view.Header.Write(written, view.ServerName, view.File);
        view.OptionArea.CopyTo(written.AsSpan(length));
        Check.True(DhcpView.TryParse(written, out DhcpView second) == DhcpFault.None, "a written message does not parse");
        Check.Same(view.Header, second.Header, "header");
        Check.Same(view.ToString(), second.ToString(), "message");

        DhcpOptionWriter writer = new(written.AsSpan(length));
        DhcpOptionReader reader = view.Options;
        while (reader.TryRead(out DhcpOption option))
        {
            _ = option.TryGetAddress(out _);
            _ = option.TryGetNumber(out _);
            writer.Write(option.Code, option.Data);
            Check.True(view.TryFind(option.Code, out _), "an option that is there is not found");
        }

        Check.True(writer.Length <= view.OptionArea.Length, "options have grown");
    }

    private static void RunAgent(ReadOnlySpan<byte> input)
    {
        if (!DhcpAgentInformation.TryParse(input, out DhcpAgentInformation information))
        {
            return;
        }

        byte[] written = new byte[input.Length];
        DhcpAgentWriter writer = new(written);
        foreach (DhcpAgentOptionCode code in Enum.GetValues<DhcpAgentOptionCode>())
        {
            _ = information.TryFindAddress(code, out _);
            if (information.TryFind(code, out ReadOnlySpan<byte> data))
            {
                writer.Write(code, data);
            }
        }

        Check.True(DhcpAgentInformation.TryParse(written.AsSpan(0, writer.Length), out DhcpAgentInformation second), "written parts do not parse");
        foreach (DhcpAgentOptionCode code in Enum.GetValues<DhcpAgentOptionCode>())
        {
            Check.True(information.TryFind(code, out ReadOnlySpan<byte> data) == second.TryFind(code, out ReadOnlySpan<byte> again), "a part is lost");
            Check.Same(data, again, "part");
        }
    }

    private static IReadOnlyList<byte[]> AgentSeeds()
    {
        byte[] area = new byte[64];
        DhcpAgentWriter writer = new(area);
        writer.Write(DhcpAgentOptionCode.CircuitId, "swp1:10"u8);
        writer.Write(DhcpAgentOptionCode.RemoteId, "leaf1"u8);
        writer.Write(DhcpAgentOptionCode.LinkSelection, IpAddress.Parse("10.1.0.1"));
        writer.Write(DhcpAgentOptionCode.ServerOverride, IpAddress.Parse("10.1.0.1"));
        return [area[..writer.Length]];
    }

    private static IReadOnlyList<byte[]> Seeds()
    {
        byte[] overloaded = new byte[DhcpHeader.Length + 8];
        byte[] file = [(byte)DhcpOptionCode.MessageType, 1, (byte)DhcpMessageType.Ack, (byte)DhcpOptionCode.End];
        new DhcpHeader(DhcpOperation.Reply, 0, 1, 0, 0, default, IpAddress.Parse("10.0.0.9"), default, default, MacAddress.FromValue(9)).Write(overloaded, [], file);
        DhcpOptionWriter writer = new(overloaded.AsSpan(DhcpHeader.Length));
        writer.Write(DhcpOptionCode.Overload, [1]);
        writer.End();
        return
        [
            overloaded,
            .. Corpus.Ipv4Payloads(IpProtocol.Udp)
                .Where(static octets => UdpView.TryParse(octets, out UdpView udp) == UdpFault.None
                    && udp.DestinationPort is DhcpCodePoints.ServerPort or DhcpCodePoints.ClientPort)
                .Select(static octets => octets[UdpHeader.Length..]),
        ];
    }
}

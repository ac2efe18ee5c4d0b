using System.Text.Json;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Measures what hosts are told about addresses: answers to questions, and the entries they keep.</summary>
internal sealed class NeighborMeter(StoryStage stage)
{
    /// <summary>All answers of a fabric come well within this; a second one may be a little later than the first.</summary>
    private static readonly TimeSpan s_listening = TimeSpan.FromMilliseconds(500);

    private readonly CommandRunner _commands = new();

    public Observation Answers(AnswersClaim claim)
    {
        FabricHost host = stage.Lab.Topology.Host(claim.Host).Host;
        IpAddress own = host.Addresses.First(address => address.Address.Family == claim.Target.Family).Address;
        MacAddress[] expected = claim.Owner is null ? GatewayMacs(host, claim.Target.Family) : [stage.Lab.Topology.Host(claim.Owner).Host.Mac];
        ushort type = (ushort)(claim.Target.IsIpv6 ? EtherType.Ipv6 : EtherType.Arp);
        using Capture capture = Capture.Open(host.Name, LabTopologyBuilder.HostInterface, type);
        capture.Clear();
        capture.Send(claim.Target.IsIpv6 ? HostFrames.Solicitation(host.Mac, own, claim.Target) : HostFrames.ArpRequest(host.Mac, own, claim.Target));
        List<MacAddress> macs = [];

        // The host's own kernel may ask at the same moment; each question has its answer.
        int questions = 1;
        long until = Clock.Now + s_listening.Ticks;
        while (Clock.Now < until)
        {
            if (!capture.TryReceive(TimeSpan.FromTicks(Math.Max(1, until - Clock.Now)), out ReadOnlySpan<byte> frame, out bool outgoing))
            {
                continue;
            }

            if (outgoing)
            {
                questions += IsQuestion(frame, claim.Target) ? 1 : 0;
            }
            else if (Answer(frame, claim.Target) is MacAddress mac)
            {
                macs.Add(mac);
            }
        }

        string from = macs.Count == 0 ? string.Empty : $" from {string.Join(", ", macs.Distinct())}";
        string asked = questions == 1 ? string.Empty : $" for {questions} questions";
        bool right = macs.Count == claim.Limit * questions && macs.All(expected.Contains);
        return new Observation(right, $"{macs.Count}{from}{asked}", [$"expected  {claim.Limit} from {string.Join(" or ", expected)}"]) { Value = macs.Count };
    }

    public Observation Entry(NeighborClaim claim)
    {
        FabricHost from = stage.Lab.Topology.Host(claim.Pair.From).Host;
        FabricHost to = stage.Lab.Topology.Host(claim.Pair.To).Host;
        MacAddress[] expected = claim.IsGateway ? GatewayMacs(from, claim.Family) : [to.Mac];
        IpAddress address = to.Addresses.First(item => item.Address.Family == claim.Family).Address;

        // A packet makes the host ask; then its own kernel says what it was told.
        ForwardingPath path = stage.Tracer.Trace(stage.Lab.Endpoint(from.Name), stage.Lab.Endpoint(to.Name), claim.Family, s_listening);
        string text = _commands.Run("ip", ["-n", from.Name, "-json", "neigh", "show", address.ToString()]);
        using JsonDocument document = JsonDocument.Parse(text);
        string mac = document.RootElement.EnumerateArray()
            .Select(entry => entry.TryGetProperty("lladdr", out JsonElement value) ? value.GetString() : null)
            .OfType<string>()
            .FirstOrDefault("none");
        return Observation.Of(expected.Any(item => item.ToString() == mac) && path.Arrived, mac, $"expected  {string.Join(" or ", expected)}", $"got       {path}");
    }

    /// <summary>The virtual MACs that may answer a host: its own subnet's, and, on a port of another subnet, that one's too.</summary>
    private MacAddress[] GatewayMacs(FabricHost host, AddressFamily family)
    {
        LinkEnd? place = stage.Lab.Switchyard.PlaceOf(host.Name);
        FabricPort? port = stage.Fabric.FindNode(place?.Node ?? string.Empty)?.Ports.FirstOrDefault(item => item.Name == place?.Port);
        IEnumerable<Subnet> subnets = port is null ? [host.Subnet] : [host.Subnet, .. port.Subnets];
        return [.. subnets.Select(subnet => family == AddressFamily.Ipv6 ? subnet.GatewayMac6 : subnet.GatewayMac4).Distinct()];
    }

    /// <summary>True for an ARP request or a neighbour solicitation for the target.</summary>
    private static bool IsQuestion(ReadOnlySpan<byte> frame, IpAddress target)
    {
        ReadOnlySpan<byte> body = frame[EthernetHeader.Length..];
        if (!target.IsIpv6)
        {
            return ArpView.TryParse(body, out ArpView arp) == ArpFault.None && arp.Operation == ArpOperation.Request && arp.TargetAddress == target;
        }

        return Ipv6View.TryParse(body, out Ipv6View packet) == Ipv6Fault.None && NdView.TryParse(packet, out NdView message) == NdFault.None
            && message.Type == Icmpv6Type.NeighborSolicitation && message.Target == target;
    }

    /// <summary>The MAC that a frame gives for the target, when it is an answer about it.</summary>
    private static MacAddress? Answer(ReadOnlySpan<byte> frame, IpAddress target)
    {
        ReadOnlySpan<byte> body = frame[EthernetHeader.Length..];
        if (!target.IsIpv6)
        {
            return ArpView.TryParse(body, out ArpView arp) == ArpFault.None && arp.Operation == ArpOperation.Reply && arp.SenderAddress == target
                ? arp.SenderMac
                : null;
        }

        const int TargetAt = Ipv6Header.Length + 8;
        const int OptionAt = TargetAt + 16;
        bool isAdvertisement = body.Length >= OptionAt + 8 && body[6] == (byte)IpProtocol.Icmpv6
            && body[Ipv6Header.Length] == (byte)Icmpv6Type.NeighborAdvertisement && IpAddress.ReadIpv6(body[TargetAt..]) == target;
        return isAdvertisement && body[OptionAt] == (byte)NdOptionType.TargetLinkLayerAddress ? MacAddress.Read(body[(OptionAt + 2)..]) : null;
    }
}

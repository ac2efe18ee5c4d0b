using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Measures what hosts are told about addresses: answers to questions, and the entries they keep.</summary>
internal sealed class NeighborMeter(IStoryStage stage)
{
    /// <summary>All answers of a fabric come well within this; a second one may be a little later than the first.</summary>
    private static readonly TimeSpan s_listening = TimeSpan.FromMilliseconds(500);

    /// <summary>The host's own stack may ask at the same moment; each question has its answer.</summary>
    public Observation Answers(AnswersClaim claim)
    {
        FabricHost host = stage.Fabric.HostCalled(claim.Host);
        MacAddress[] expected = claim.Owner is null ? GatewayMacs(host, claim.Target.Family) : [stage.Fabric.HostCalled(claim.Owner).Mac];
        NeighborAnswers answers = stage.View.Ask(claim.Host, claim.Target, s_listening);
        ImmutableArray<MacAddress> macs = answers.Macs;
        string from = macs.IsEmpty ? string.Empty : $" from {string.Join(", ", macs.Distinct())}";
        string asked = answers.Questions == 1 ? string.Empty : $" for {answers.Questions} questions";
        bool right = macs.Length == claim.Limit * answers.Questions && macs.All(expected.Contains);
        return new Observation(right, $"{macs.Length}{from}{asked}", [$"expected  {claim.Limit} from {string.Join(" or ", expected)}"]) { Value = macs.Length };
    }

    /// <summary>A packet makes the host ask; then its own stack says what it was told.</summary>
    public Observation Entry(NeighborClaim claim)
    {
        FabricHost from = stage.Fabric.HostCalled(claim.Pair.From);
        FabricHost to = stage.Fabric.HostCalled(claim.Pair.To);
        MacAddress[] expected = claim.IsGateway ? GatewayMacs(from, claim.Family) : [to.Mac];
        IpAddress address = to.Addresses.First(item => item.Address.Family == claim.Family).Address;
        ForwardingPath path = stage.View.Trace(claim.Pair, claim.Family, 1, s_listening)[0];
        MacAddress? mac = stage.View.NeighborOf(from.Name, address);
        bool right = mac is MacAddress known && expected.Contains(known) && path.Arrived;
        return Observation.Of(right, mac?.ToString() ?? "none", $"expected  {string.Join(" or ", expected)}", $"got       {path}") with { Path = path };
    }

    public Observation Flood(FloodClaim claim)
    {
        ImmutableArray<string> heard = stage.View.HearersOf(claim.Host, s_listening);
        string measured = heard.IsEmpty ? "by nobody" : $"by {string.Join(", ", heard)}";
        return new Observation(heard.SequenceEqual(claim.Hears), measured, [$"expected  {ClaimText.Limit(claim, 1)}"]) { Value = heard.Length };
    }

    /// <summary>The virtual MACs that may answer a host: its own subnet's, and, on a port of another subnet, that one's too.</summary>
    private MacAddress[] GatewayMacs(FabricHost host, AddressFamily family)
    {
        LinkEnd? place = stage.View.PlaceOf(host.Name);
        FabricPort? port = stage.Fabric.FindNode(place?.Node ?? string.Empty)?.Ports.FirstOrDefault(item => item.Name == place?.Port);
        IEnumerable<Subnet> subnets = port is null ? [host.Subnet] : [host.Subnet, .. port.Subnets];
        return [.. subnets.Select(subnet => family == AddressFamily.Ipv6 ? subnet.GatewayMac6 : subnet.GatewayMac4).Distinct()];
    }
}

using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Makes attackers for drawn scenes.</summary>
public static class AttackerFactory
{
    /// <summary>An attacker of a kind; null when the scene has no address of the family that the attack is about.</summary>
    public static IAttacker? Make(AttackKind kind, AttackScene scene, AttackPace pace, RandomSource random) => kind switch
    {
        AttackKind.SpoofHost4 => With(Victim(scene, AddressFamily.Ipv4), victim => new NeighborSpoofer(pace, scene.Mac, victim)),
        AttackKind.SpoofHost6 => With(Victim(scene, AddressFamily.Ipv6), victim => new NeighborSpoofer(pace, scene.Mac, victim)),
        AttackKind.SpoofGateway4 => With(Gateway(scene, AddressFamily.Ipv4), gateway => new NeighborSpoofer(pace, scene.Mac, gateway.Address)),
        AttackKind.SpoofGateway6 => With(Gateway(scene, AddressFamily.Ipv6), gateway => new NeighborSpoofer(pace, scene.Mac, gateway.Address)),
        AttackKind.Storm => new AnnouncementStorm(pace, scene.Mac, scene.Subnet.Gateways[0].Prefix, random),
        AttackKind.ForgeRarp => new RarpForger(pace, scene.Victim.Mac),
        AttackKind.Scan => new AddressScanner(pace, scene.Mac, Drawn(scene.Subnet.Gateways[0], random), scene.Subnet.Gateways[0].Prefix),
        AttackKind.FloodMacs => new MacFlooder(pace, random),
        AttackKind.SpoofSource4 => Source(scene, AddressFamily.Ipv4, pace, random),
        AttackKind.SpoofSource6 => Source(scene, AddressFamily.Ipv6, pace, random),
        AttackKind.ForgeRouter => With(Gateway(scene, AddressFamily.Ipv6), gateway => new RouterImpostor(pace, scene.Mac, gateway.Prefix)),
        AttackKind.ForgeIsis => new IsisImpostor(pace, scene.Mac, scene.Node, scene.Victim.Addresses[0].Address),
        AttackKind.ForgeVrrp => With(Gateway(scene, AddressFamily.Ipv4), gateway =>
            new VrrpImpostor(pace, scene.Subnet.Vrid, Drawn(gateway, random), gateway.Address)),
        AttackKind.StarveDhcp => new DhcpStarver(pace, random),
        AttackKind.AnswerAll => new NeighborParasite(scene.Mac),
        AttackKind.BlockChecks => new NeighborParasite(scene.Mac, onlyChecks: true),
        AttackKind.Damage => new DamagedFrames(pace, Originals(scene), random),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such attack"),
    };

    private static IpAddress? Victim(AttackScene scene, AddressFamily family)
    {
        foreach (GatewayAddress address in scene.Victim.Addresses)
        {
            if (address.Address.Family == family)
            {
                return address.Address;
            }
        }

        return null;
    }

    private static GatewayAddress? Gateway(AttackScene scene, AddressFamily family)
    {
        foreach (GatewayAddress gateway in scene.Subnet.Gateways)
        {
            if (gateway.Address.Family == family)
            {
                return gateway;
            }
        }

        return null;
    }

    private static IAttacker? With<T>(T? given, Func<T, IAttacker> make)
        where T : struct => given is T value ? make(value) : null;

    private static SourceSpoofer? Source(AttackScene scene, AddressFamily family, AttackPace pace, RandomSource random)
    {
        MacAddress gatewayMac = family == AddressFamily.Ipv6 ? scene.Subnet.GatewayMac6 : scene.Subnet.GatewayMac4;
        return Victim(scene, family) is IpAddress victim && Gateway(scene, family) is GatewayAddress gateway
            ? new SourceSpoofer(pace, scene.Mac, gatewayMac, victim, Drawn(gateway, random))
            : null;
    }

    private static IpAddress Drawn(GatewayAddress gateway, RandomSource random) => AttackAddresses.Draw(gateway.Prefix, random);

    /// <summary>One right frame of each kind that a leaf reads from hosts.</summary>
    private static byte[][] Originals(AttackScene scene)
    {
        MacAddress mac = scene.Mac;
        IpAddress linkLocal = IpAddress.LinkLocalFor(mac);
        IpAddress target = IpAddress.LinkLocalFor(scene.Victim.Mac);
        IpAddress address = Victim(scene, AddressFamily.Ipv4) ?? IpAddress.Ipv4(0x0A00_0001);
        return
        [
            Frame(frame => FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.Announcement(mac, address))),
            Frame(frame => FrameWriter.NeighborSolicitation(frame, mac, linkLocal, target, mac)),
            Frame(frame => FrameWriter.UnsolicitedNeighborAdvertisement(frame, mac, linkLocal, new NeighborMessage(NeighborFlags.Override, linkLocal), mac)),
            Frame(frame => SpoofedDatagram.Write(frame, scene.Subnet.GatewayMac4, mac, address, address)),
            Frame(frame => SpoofedDatagram.Write(frame, scene.Subnet.GatewayMac6, mac, linkLocal, target)),
        ];
    }

    private static byte[] Frame(FrameBody body)
    {
        Span<byte> frame = stackalloc byte[FrameWriter.MaximumLength];
        return frame[..body(frame)].ToArray();
    }

    private delegate int FrameBody(Span<byte> frame);
}

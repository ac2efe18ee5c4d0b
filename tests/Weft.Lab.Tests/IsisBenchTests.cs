using System.Globalization;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Lab.Tests;

/// <summary>A real daemon with the kernel's default limits on sockets, and neighbours that speak IS-IS.</summary>
public sealed class IsisBenchTests : IDisposable
{
    private const int Leaves = 10;
    private const int HostsPerLeaf = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-isis-").FullName;

    [Fact]
    public void Every_route_of_a_burst_reaches_the_kernel_and_every_lsp_the_next_neighbour()
    {
        IsisBenchLoadRow row = new IsisBenchLoad(Setting()).Run(IsisBenchLoadKind.Relay);
        Assert.Equal(Leaves * HostsPerLeaf, row.Routes);
        Assert.Equal((0, 0, 0), (row.Missing, row.SentAgain, row.RelayedAgain));
    }

    [Fact]
    public void A_failing_link_deletes_no_route_even_while_every_lsp_is_issued_anew()
    {
        IsisBenchFailureRow row = new IsisBenchFailure(Setting()).Run(IsisBenchFailureKind.Reissue);
        Assert.Equal(0, row.Deletes.Maximum);
    }

    [Fact]
    public void A_path_change_behind_ten_thousand_routes_changes_next_hops_only()
    {
        IsisBenchFailureRow row = new IsisBenchFailure(Setting()).Run(IsisBenchFailureKind.Equal);
        Assert.Equal(Leaves * HostsPerLeaf, row.Routes);
        Assert.InRange(row.Changes.Maximum, 1, 10 * Leaves);
    }

    [Fact]
    public void Hosts_arrive_and_move_among_thousands()
    {
        IsisBenchChangeRow row = new IsisBenchChange(Setting()).Run();
        Assert.Equal(20, row.ArriveMilliseconds.Runs);
        Assert.Equal(20, row.MoveMilliseconds.Runs);
    }

    [Theory]
    [InlineData(AddressFamily.Ipv4)]
    [InlineData(AddressFamily.Ipv6)]
    public void The_generator_announces_every_host_once_and_shifts_all_without_losing_one(AddressFamily family)
    {
        IsisBenchWorld world = new(IsisBenchFabric.Write(_folder, Prefix, Leaves), IsisBenchHomes.Equal, family, Leaves, HostsPerLeaf, spare: 0);
        IpAddress[] all = [.. Enumerable.Range(0, world.Count).Select(world.Address)];
        Assert.Equal(all, Hosts(world.AllLeaves(), family).Where(address => world.IndexOf(address) >= 0).Order());
        Assert.Equal(all, Hosts(world.ShiftAll(), family).Order());
        Assert.All(world.AllLeaves(), pdu => Assert.True(LspChecksum.IsValid(pdu)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Prefix => $"ib{(Environment.ProcessId % 10_000).ToString(CultureInfo.InvariantCulture)}-";

    private IsisBenchSetting Setting()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        IsisBenchOptions options = new()
        {
            Daemon = Path.Combine(Repository.Root, "src", "Weft.Daemon", "bin", configuration, "net10.0", "weftd"),
            Output = _folder,
            Prefix = Prefix,
            Leaves = Leaves,
            HostsPerLeaf = HostsPerLeaf,
            Loads = 1,
            Changes = 20,
            Failures = 1,
        };
        IsisBenchFabric fabric = IsisBenchFabric.Write(_folder, Prefix, Leaves);
        return new IsisBenchSetting(options, fabric, IsisBenchSetting.Weftd, () => new IsisBenchWeft(options, fabric));
    }

    private static IEnumerable<IpAddress> Hosts(IEnumerable<byte[]> lsps, AddressFamily family)
    {
        List<IpAddress> found = [];
        foreach (byte[] octets in lsps)
        {
            Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
            foreach (Tlv tlv in pdu.Tlvs)
            {
                if (tlv.Type == (family == AddressFamily.Ipv6 ? IsisTlvType.Ipv6Reach : IsisTlvType.ExtendedIpReach))
                {
                    PrefixReachList list = new(tlv.Value, family);
                    while (list.MoveNext())
                    {
                        found.Add(list.Current.Prefix.Address);
                    }
                }
            }
        }

        return found;
    }
}

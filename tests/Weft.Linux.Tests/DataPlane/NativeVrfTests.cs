using System.Net;
using System.Net.Sockets;
using System.Text;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>VRFs across a fabric link on the real kernel, or the words with which a kernel without them is refused.</summary>
public sealed class NativeVrfTests
{
    [Fact]
    public void Hosts_with_one_address_reach_the_other_host_of_their_own_vrf() => OnPair(pair =>
    {
        foreach (bool ipv6 in new[] { false, true })
        {
            pair.LeftLab.Reaches(pair.RightLab, ipv6);
            pair.LeftWeb.Reaches(pair.RightWeb, ipv6);
        }
    });

    [Fact]
    public void A_packet_stays_in_the_vrf_of_its_tag_and_a_wrong_tag_ends_at_the_port() => OnPair(pair =>
    {
        pair.RightLab.Reaches(pair.LeftLab, ipv6: false);
        pair.RightWeb.Reaches(pair.LeftWeb, ipv6: false);
        using Socket web = Listen(pair.LeftWeb);
        using Socket lab = Listen(pair.LeftLab);
        string toPort = pair.LeftStatus.Mac.ToString();
        pair.Right.Do(() =>
        {
            foreach (int tag in new[] { 3842, 10, 20, 3841, 0 })
            {
                Send(NativeVrfPair.Port, tag, TestFrames.Udp4(toPort, "02:00:00:00:00:99", NativeVrfPair.Right4, NativeVrfPair.Left4, $"tag {tag}"));
            }
        });
        Assert.Equal(["tag 0"], Received(web, "tag 0"));
        Assert.Equal(["tag 3841"], Received(lab, "tag 3841"));
    });

    [Fact]
    public void A_host_cannot_send_into_a_vrf_by_its_tag() => OnPair(pair =>
    {
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        pair.LeftWeb.Reaches(pair.RightWeb, ipv6: false);
        using Socket web = Listen(pair.RightWeb);
        using Socket lab = Listen(pair.RightLab);
        string gateway = BridgeMac.Of(pair.Left.Plan.Node).ToString();
        NetworkNamespace.Run(pair.LeftWeb.Namespace, () =>
        {
            foreach (int tag in new[] { 3841, 20, 0 })
            {
                Send("eth0", tag, TestFrames.Udp4(gateway, TestFabric.Mac(11).ToString(), NativeVrfPair.Left4, NativeVrfPair.Right4, $"tag {tag}"));
            }
        });
        Assert.Equal(["tag 0"], Received(web, "tag 0"));
        Assert.Empty(Received(lab, null));
    });

    [Fact]
    public void A_restart_under_traffic_loses_no_packet_of_a_vrf() => OnPair(pair =>
    {
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        using UdpEcho echo = pair.RightLab.Echo(pair.RightLab.Address4);
        using Socket socket = pair.LeftLab.Connect(pair.LeftLab.Address4, pair.RightLab.Address4);
        using PacketStream stream = new(socket);
        KernelRoute[] before = pair.Left.Routes();
        pair.Left.Start(settled: false);
        Assert.Equal(before, pair.Left.Routes());
        Assert.Equal([VrfId.Default, VrfId.Default, new VrfId(1), new VrfId(1)], pair.Left.Adopted.Select(adopted => adopted.Row.Vrf).Order());
        pair.FillLeft();
        pair.Left.Apply();
        pair.Left.Tables.Settled = true;
        pair.Left.Apply();
        pair.Left.Do(() => pair.Left.DataPlane.HandleTimer(Instant.Zero + TimeSpan.FromSeconds(5)));
        Assert.Equal(before.Select(route => (route.Table, route.Prefix)), pair.Left.Routes().Select(route => (route.Table, route.Prefix)));
        int received = stream.StopAndCountReceived();
        Assert.Equal(stream.Sent, received);
    });

    [Theory]
    [InlineData(NativeVrfPair.SubInterface)]
    [InlineData("red")]
    public void What_somebody_deletes_is_made_again_and_carries_packets(string name) => OnPair(pair =>
    {
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        KernelRoute[] before = pair.Left.Routes();
        NamespaceLinks.Delete(pair.Left.Namespace, name);
        pair.Left.Until(() => pair.Left.Do(() => InterfaceIndex.Find(name)) != 0 && pair.Left.Routes().Length == before.Length);
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        pair.LeftLab.Reaches(pair.RightLab, ipv6: true);
        pair.LeftWeb.Reaches(pair.RightWeb, ipv6: false);
    });

    [Fact]
    public void A_link_that_flaps_brings_the_vrf_back() => OnPair(pair =>
    {
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        NamespaceLinks.SetUp(pair.Right.Namespace, NativeVrfPair.Port, up: false);
        pair.Left.Until(() => pair.Left.Routes().All(route => route.InterfaceIndex != 0));
        NamespaceLinks.SetUp(pair.Right.Namespace, NativeVrfPair.Port, up: true);
        pair.Left.Until(() => pair.Left.Routes().Count(route => route.NextHopId != 0) == 4);
        pair.Right.Until(() => pair.Right.Routes().Count(route => route.NextHopId != 0) == 4);
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
    });

    [Fact]
    public void A_vrf_that_left_the_file_leaves_nothing_in_the_kernel() => OnPair(pair =>
    {
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        pair.RestartLeft(text => text
            .Replace("vrfs: [red]\n", string.Empty, StringComparison.Ordinal)
            .Replace("  lab: { vlan: 20, gateway: [10.1.0.1/24, 2001:db8:1::1/64], vrf: red }\n", string.Empty, StringComparison.Ordinal)
            .Replace(", swp2: lab", string.Empty, StringComparison.Ordinal));
        pair.Left.Do(() => Assert.All(["red", NativeVrfPair.SubInterface, "vlan20"], name => Assert.Equal(0, InterfaceIndex.Find(name))));
        pair.Left.Until(() => AllRoutes(pair.Left).All(route => !RouteTableId.TryVrf(route.Table, out VrfId vrf) || vrf == VrfId.Default));
        Assert.Equal(4, pair.Left.Routes().Length);
        pair.LeftWeb.Reaches(pair.RightWeb, ipv6: false);
    });

    [Fact]
    public void A_vrf_with_another_number_has_none_of_the_routes_of_the_one_before() => OnPair(pair =>
    {
        pair.LeftLab.Reaches(pair.RightLab, ipv6: false);
        pair.RestartLeft(text => text
            .Replace("[red]", "[blue, red]", StringComparison.Ordinal)
            .Replace("  lab:", "  door: { vlan: 30, gateway: 10.1.0.1/24, vrf: blue }\n  lab:", StringComparison.Ordinal));
        Assert.DoesNotContain(pair.Left.Routes(), route => route.Table == RouteTableId.Of(new VrfId(1)));
        Assert.Contains(AllRoutes(pair.Left), route => route.Table == RouteTableId.Of(new VrfId(2)));
        pair.LeftWeb.Reaches(pair.RightWeb, ipv6: false);
    });

    private static List<KernelRoute> AllRoutes(NativeNode node) => node.Do(() =>
    {
        using RtnetlinkKernel kernel = new();
        List<KernelRoute> routes = [];
        kernel.ReadRoutes(0, routes);
        return routes;
    });

    private static void OnPair(Action<NativeVrfPair> body)
    {
        using NativeVrfPair pair = new();
        using RtnetlinkKernel kernel = new();
        if (!kernel.Capabilities.Vrf || !kernel.Capabilities.VlanDevices)
        {
            KernelException refused = Assert.Throws<KernelException>(pair.Start);
            Assert.Equal(Errno.NotSupported, refused.Error);
            return;
        }

        pair.Start();
        body(pair);
    }

    private static Socket Listen(NativeHost host) => NetworkNamespace.Run(host.Namespace, () =>
    {
        Socket socket = new(System.Net.Sockets.AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1000 };
        socket.Bind(new IPEndPoint(IPAddress.Any, 9));
        return socket;
    });

    private static void Send(string port, int tag, byte[] frame)
    {
        using FrameSender sender = new();
        Assert.Equal(0, sender.Send(InterfaceIndex.Of(port), new VlanId(tag), frame));
    }

    /// <summary>What arrives until the last that is expected, and what still comes within a second.</summary>
    private static List<string> Received(Socket socket, string? last)
    {
        List<string> texts = [];
        byte[] buffer = new byte[64];
        try
        {
            while (true)
            {
                texts.Add(Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer)));
                socket.ReceiveTimeout = texts[^1] == last ? 300 : 1000;
            }
        }
        catch (SocketException silence) when (silence.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return texts;
        }
    }
}

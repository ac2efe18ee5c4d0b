using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;
using AddressFamily = Weft.Wire.AddressFamily;

namespace Weft.Lab.Tests;

/// <summary>A line between spine and leaf that is fuller than full, on this machine's kernel: who has a priority does not notice, and nobody can take one.</summary>
public sealed class CongestionTests : IDisposable
{
    private const int WholeProbes = 100;
    private const int FloodOctets = 1_000;
    private const int FloodPort = 9;
    // EF, the phone's codepoint, and where Linux takes it: IP_TOS and IPV6_TCLASS.
    private const int Expedited = 184;
    private const int Ipv6Level = 41;
    private const int Ipv4Class = 1;
    private const int Ipv6Class = 67;

    private const string Text =
        """
        fabric: wql-line
        nodes:
          wql-leaf1: {}
          wql-leaf2: {}
          wql-spine: { role: spine }
        links:
          - wql-leaf1, wql-leaf2 -- wql-spine
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
        hosts:
          wql-phone: { at: "wql-leaf1:swp1", subnet: web }
          wql-desk: { at: "wql-leaf1:swp2", subnet: web }
          wql-noise: { at: "wql-leaf1:swp3", subnet: web }
          wql-far: { at: "wql-leaf2:swp1", subnet: web }
        policies:
          voice: { for: wql-phone, qos: { dscp: EF, priority: 5 } }
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-congestion-").FullName;
    private readonly HostVoice _voice = new();
    private readonly Traffic _traffic = new(LabKernel.Native.ProbeInterval);
    private readonly CommandRunner _commands = new();
    private readonly NativeLab _lab;

    public CongestionTests()
    {
        string file = Path.Combine(_folder, "line.yaml");
        File.WriteAllText(file, Text);
        FabricLoad load = FabricFile.Load(Text);
        Assert.Empty(load.Faults);
        LabOptions options = new() { FabricFile = file, Output = Path.Combine(_folder, "out"), Daemon = PublishedWeft.Daemon, Routers = false };
        _lab = LabLauncher.Launch(load.Fabric!, options, _voice);
    }

    [Theory]
    [InlineData(AddressFamily.Ipv4)]
    [InlineData(AddressFamily.Ipv6)]
    public void WhatHasAPriorityLosesNothingAtALineThatOthersFill(AddressFamily family)
    {
        UdpFlow phone = Flow("wql-phone", family);
        UdpFlow desk = Flow("wql-desk", family);
        AwaitWhole(phone, desk);

        // What the noise writes into its packets is the phone's codepoint.
        Narrow("wql-spine", PortTowards("wql-leaf2"));
        long phoneFrom = phone.Log.Next;
        long deskFrom = desk.Log.Next;
        using (new Noise("wql-noise", _lab.Endpoint("wql-far").Address(family)))
        {
            Assert.True(Wait.Until(() => phone.Log.Next > phoneFrom + (20 * WholeProbes) && Lost(desk, deskFrom, desk.Log.Next) > 10 * WholeProbes, s_patience), "the line is not full");
        }

        long phoneEnd = phone.Log.Next;
        long deskEnd = desk.Log.Next;
        AwaitWhole(phone, desk);
        FlowWindow whole = FlowWindow.Measure(phone.Log, phoneFrom, phoneEnd, _traffic.Interval);
        FlowWindow lossy = FlowWindow.Measure(desk.Log, deskFrom, deskEnd, _traffic.Interval);
        Assert.True(whole.Lost == 0 && lossy.Lost > WholeProbes && whole.LongestDelay < lossy.LongestDelay, $"phone: {whole}, desk: {lossy}");
    }

    private long Lost(UdpFlow flow, long from, long end) => FlowWindow.Measure(flow.Log, from, end, _traffic.Interval).Lost;

    public void Dispose()
    {
        _traffic.Dispose();
        _voice.Dispose();
        _lab.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private UdpFlow Flow(string from, AddressFamily family) => _traffic.Start($"{from} {family}", _lab.Endpoint(from), _lab.Endpoint("wql-far"), family);

    private static void AwaitWhole(params UdpFlow[] flows) =>
        Assert.All(flows, flow => Assert.True(Wait.Until(() => flow.Log.HasDelivered(flow.Log.Next - WholeProbes - 2, WholeProbes, underway: 2), s_patience), $"{flow.Id} does not deliver"));

    private string PortTowards(string leaf) => _lab.Topology.Fabric.Nodes.Single(node => node.Name == "wql-spine").Ports.Single(port => port.Peer == leaf).Name;

    /// <summary>A line of 6 Mbit/s, in place of one that is never full. How packets wait for it is as at any port of a switch that nobody changed.</summary>
    private void Narrow(string node, string port)
    {
        _commands.Run("tc", ["-n", node, "qdisc", "replace", "dev", port, "root", "handle", "1:", "tbf", "rate", "6mbit", "burst", "3000", "limit", "1000000"]);
        _commands.Run("tc", ["-n", node, "qdisc", "replace", "dev", port, "parent", "1:1", "handle", "10:", "pfifo_fast"]);
    }

    /// <summary>Sends more than the line can carry until it is disposed of.</summary>
    private sealed class Noise : IDisposable
    {
        private readonly Socket _socket;
        private readonly Thread _thread;
        private volatile bool _isOver;

        public Noise(string host, IPAddress to)
        {
            _socket = NetworkNamespace.Run(host, () => new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp));
            bool isIpv6 = to.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
            _socket.SetRawSocketOption(isIpv6 ? Ipv6Level : 0, isIpv6 ? Ipv6Class : Ipv4Class, BitConverter.GetBytes(Expedited));
            _socket.Connect(to, FloodPort);
            _thread = new Thread(Send);
            _thread.Start();
        }

        public void Dispose()
        {
            _isOver = true;
            _thread.Join();
            _socket.Dispose();
        }

        private void Send()
        {
            byte[] datagram = new byte[FloodOctets];
            while (!_isOver)
            {
                try
                {
                    _socket.Send(datagram);
                }
                catch (SocketException)
                {
                    // Nobody listens there, as the far host says.
                }

                Thread.SpinWait(10_000);
            }
        }
    }
}

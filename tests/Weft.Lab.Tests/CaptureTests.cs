using System.Net;
using System.Net.Sockets;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab.Tests;

public sealed class CaptureTests
{
    [Fact]
    public void ACaptureSeesAndSendsFramesInsideItsNamespace()
    {
        Fabric fabric = TestFabric.Create("wlp-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        lab.Switchyard.Move("wlp-b", new LinkEnd("wlp-leaf1", "swp1"), OldPort.Keeps);
        using Capture a = Capture.Open("wlp-a", "eth0", (ushort)EtherType.Arp);
        using Capture b = Capture.Open("wlp-b", "eth0", (ushort)EtherType.Arp);
        b.Clear();
        byte[] frame = HostFrames.ArpAnnouncement(fabric.Hosts[0].Mac, IpAddress.Parse("10.1.0.17"));
        a.Send(frame);
        Assert.True(b.TryReceive(TimeSpan.FromSeconds(5), out ReadOnlySpan<byte> got, out bool outgoing));
        Assert.False(outgoing);
        Assert.Equal(frame, got.ToArray());
    }

    [Fact]
    public void AUdpCaptureSeesOnlyItsPortInBothFamilies()
    {
        Fabric fabric = TestFabric.Create("wlq-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        lab.Switchyard.Move("wlq-b", new LinkEnd("wlq-leaf1", "swp1"), OldPort.Keeps);
        using Capture b = Capture.OpenUdp("wlq-b", 7001);
        Send("10.1.0.18", 7000);
        Send("10.1.0.18", 7001);
        Send("2001:db8:1::12", 7000);
        Send("2001:db8:1::12", 7001);
        Assert.True(b.TryReceive(TimeSpan.FromSeconds(5), out ReadOnlySpan<byte> first, out _));
        Assert.Equal(0x08, first[12]);
        Assert.True(b.TryReceive(TimeSpan.FromSeconds(5), out ReadOnlySpan<byte> second, out _));
        Assert.Equal(0x86, second[12]);
        Assert.False(b.TryReceive(TimeSpan.Zero, out _, out _));

        void Send(string to, int port) => NetworkNamespace.Run("wlq-a", () =>
        {
            IPAddress address = IPAddress.Parse(to);
            using Socket socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.SendTo([1, 2, 3], new IPEndPoint(address, port));
        });
    }
}

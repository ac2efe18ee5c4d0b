using System.Diagnostics;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation.Tests;

public sealed class LinkTapTests
{
    [Theory]
    [InlineData("hot-move-garp", "leaf2-spine1", "isis.lsp", "udp", "tcp")]
    [InlineData("hot-move-garp", "edge2-edge1", "isis.hello", "ipv6", "tcp")]
    [InlineData("hot-move-garp", "core-edge1", "udp", "ipv6", "tcp")]
    [InlineData("hot-move-garp", "leaf4:swp3", "arp", "icmpv6", "udp")]
    [InlineData("bridged-vlan", "leaf1-leaf2", "arp", "udp")]
    public void Tshark_reads_every_frame_of_a_link(string name, string link, params string[] protocols)
    {
        string path = Path.Combine(Path.GetTempPath(), $"weft-tap-{Guid.NewGuid():N}.pcap");
        try
        {
            Story story = StoryWorlds.Stories.Single(item => item.Name == name);
            SimStage stage = StoryWorlds.Stage(story);
            using (FileStream file = File.Create(path))
            {
                // From the power on, so that every kind of frame is there.
                stage.Observe(LinkTap.Open(stage.World, link, file));
                stage.Settle();
                new StoryPlayer(stage).Play(story);
            }

            Assert.All(protocols, protocol => Assert.NotEmpty(Tshark(path, protocol)));
            Assert.Empty(Tshark(path, "_ws.malformed || ip.checksum.status == \"Bad\" || tcp.checksum.status == \"Bad\" || udp.checksum.status == \"Bad\""));
            Assert.Empty(Tshark(path, "icmpv6.checksum.status == \"Bad\" || icmp.checksum.status == \"Bad\" || isis.lsp.checksum.status == \"Bad\""));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_tag_stands_where_it_stands_on_the_wire()
    {
        string path = Path.Combine(Path.GetTempPath(), $"weft-tap-{Guid.NewGuid():N}.pcap");
        try
        {
            using (FileStream file = File.Create(path))
            {
                MacAddress mac = MacAddress.FromValue(0x0257_4600_0001);
                new PcapWriter(file).Write(SimWorld.Start + TimeSpan.FromMilliseconds(1500), new VlanId(30), HostFrames.ArpAnnouncement(mac, IpAddress.Parse("10.3.0.11")));
            }

            Assert.Single(Tshark(path, "vlan.id == 30 && arp.isgratuitous && !_ws.malformed"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("leaf1-leaf9")]
    [InlineData("leaf9:swp1")]
    [InlineData("leaf1:nope")]
    [InlineData("")]
    public void What_is_no_link_is_refused(string name)
    {
        SimWorld world = StoryWorlds.Stage(StoryWorlds.Stories.First(story => story.Fabric == "two-dc")).World;
        using MemoryStream file = new();
        SimulationException refused = Assert.Throws<SimulationException>(() => LinkTap.Open(world, name, file));
        Assert.Contains("write leaf1-spine1 for a link", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The frames that a display filter lets through, a line each; fails when tshark complains about the file.</summary>
    private static string[] Tshark(string path, string filter)
    {
        string[] checksums = ["ip.check_checksum:TRUE", "tcp.check_checksum:TRUE", "udp.check_checksum:TRUE"];
        ProcessStartInfo start = new("tshark", ["-n", "-r", path, .. checksums.SelectMany(option => (string[])["-o", option]), "-Y", filter])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}

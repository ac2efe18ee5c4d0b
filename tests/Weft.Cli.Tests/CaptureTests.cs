using System.Diagnostics;
using Weft.Model;

namespace Weft.Cli.Tests;

[Collection(nameof(ShowTests))]
public sealed class CaptureTests : IDisposable
{
    private const string ForgedArp = "ffffffffffff0257460000aa08060001080006040001" + "0257460000aa0a01000b0000000000000a01000b";
    private const string BeginningOfUdp = "025746000001025746000002080045000578000000004011611c0a01000c0a01000b9c409c41056400000102030405060708";
    private readonly string _folder = Directory.CreateTempSubdirectory("weft-capture-").FullName;
    private readonly List<FakeNode> _nodes = [];

    public CaptureTests() => Environment.SetEnvironmentVariable("WEFT_RUN", _folder);

    [Fact]
    public void Refused_frames_of_all_nodes_are_a_capture_in_the_order_of_time()
    {
        Start("leaf2", Frame("leaf2", 3, 0, ForgedArp, ForgedArp.Length / 2));
        Start("leaf1", Frame("leaf1", 1, 30, ForgedArp, ForgedArp.Length / 2), Frame("leaf1", 5, 0, BeginningOfUdp, 1414));
        string path = Path.Combine(_folder, "refused.pcap");

        (int exit, string output, string error) = WeftProcess.Run("", "capture", "violations", "--all", "-o", path);

        Assert.Equal(0, exit);
        Assert.Equal("", output);
        Assert.Equal($"3 frames of 2 ports in {path}\n", error);
        Assert.Equal(
            ["1767323041.000000200\t46\t46\t30\t10.1.0.11\t", "1767323043.000000200\t42\t42\t\t10.1.0.11\t", $"1767323045.000000200\t{BeginningOfUdp.Length / 2}\t1414\t\t\t1380"],
            Read(path));
    }

    [Fact]
    public void A_node_that_does_not_answer_is_named_and_the_others_are_written()
    {
        Start("leaf1", Frame("leaf1", 1, 0, ForgedArp, ForgedArp.Length / 2));
        File.WriteAllText(Path.Combine(_folder, "leaf2.sock"), "");
        (int exit, _, string error) = WeftProcess.Run("", "capture", "violations", "--all", "-o", Path.Combine(_folder, "refused.pcap"));
        Assert.Equal(4, exit);
        Assert.Contains("leaf2 does not answer", error, StringComparison.Ordinal);
        Assert.Single(Read(Path.Combine(_folder, "refused.pcap")));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told()
    {
        Start("leaf1", Frame("leaf1", 1, 0, ForgedArp, ForgedArp.Length / 2));
        (int exit, _, string error) = WeftProcess.Run("", "capture", "violations", "--node", "leaf1", "-o", Path.Combine(_folder, "none", "refused.pcap"));
        Assert.Equal(5, exit);
        Assert.StartsWith("weft capture: ", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        Environment.SetEnvironmentVariable("WEFT_RUN", null);
        Directory.Delete(_folder, true);
    }

    private static RefusedFrameReport Frame(string node, int second, int vlan, string octets, int length) => new()
    {
        Node = node,
        Port = "swp3",
        At = new DateTimeOffset(2026, 1, 2, 3, 4, second, TimeSpan.Zero).AddTicks(2),
        Reason = "address-of-another",
        Vlan = vlan,
        Length = length,
        Octets = Convert.ToBase64String(Convert.FromHexString(octets)),
    };

    private void Start(string node, params RefusedFrameReport[] frames) => _nodes.Add(new FakeNode(
        Path.Combine(_folder, node + ".sock"),
        request => [new NodeReport { Format = ApiFormat.Of(request.Get), Node = node, At = DateTimeOffset.UtcNow, RefusedFrames = [.. frames] }]));

    private static string[] Read(string path)
    {
        ProcessStartInfo start = new("tshark", ["-n", "-r", path, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.cap_len", "-e", "frame.len", "-e", "vlan.id", "-e", "arp.src.proto_ipv4", "-e", "udp.length"])
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

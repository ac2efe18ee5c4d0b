using System.Xml.Linq;

namespace Weft.Cli.Tests;

/// <summary>What <c>weft policy</c> prints and returns.</summary>
public sealed class PolicyTests : IDisposable
{
    private const string Fabric =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { subnet: web }
          vm-b: { subnet: web }
        policies:
          closed:
            for: vm-b
            in: [{ allow: tcp/22, from: vm-a, name: admin }, { deny: udp, log: true }]
            qos: { in: 50M, out: 10M, dscp: CS1 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-policy-").FullName;

    public PolicyTests() => File.WriteAllText(Path.Combine(_folder, "demo.yaml"), Fabric);

    [Fact]
    public void One_question_is_answered_with_the_rule_and_its_place()
    {
        (int exit, string output, _) = WeftProcess.Run("", "policy", "test", FabricFile, "vm-a", "vm-b", "tcp/22");
        Assert.Equal(0, exit);
        Assert.Contains("vm-a 10.1.0.11 -> vm-b 10.1.0.12 tcp/22: allow", output);
        Assert.Contains("closed in rule 1 (admin)", output);
        Assert.Contains("demo.yaml:11", output);
    }

    [Fact]
    public void A_denial_names_the_nearest_rule()
    {
        (int exit, string output, _) = WeftProcess.Run("", "policy", "test", FabricFile, "vm-a", "vm-b", "tcp/23");
        Assert.Equal(1, exit);
        Assert.Contains("no rule of closed in allows it; nearest is rule 1 (admin) on line 11, the port or type differs", output);
    }

    [Theory]
    [InlineData("vm-a", "vm-c", "tcp/22", "did you mean")]
    [InlineData("vm-a", "vm-b", "ssh", "is no service")]
    [InlineData("vm-a", "vm-b", "icmp6", "no addresses of one family")]
    public void What_cannot_be_asked_is_said(string from, string to, string service, string words)
    {
        (int exit, string output, string error) = WeftProcess.Run("", "policy", "test", FabricFile, from, to, service);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains(words, error);
    }

    [Fact]
    public void A_table_says_what_held_what_did_not_and_what_was_left_out()
    {
        (int exit, string output, string error) = RunTable(
            """
            fabric: demo.yaml
            tests:
              - { name: admin, from: vm-a, to: vm-b, service: tcp/22, expect: allow }
              - { name: open, from: vm-a, to: vm-b, service: tcp/80, expect: allow }
            """);
        Assert.True(exit == 1, output + error);
        Assert.Contains("PASS  admin", output);
        Assert.Contains("FAIL  open", output);
        Assert.Contains("1 of 2 as expected, 2 flows.", output);
        Assert.Contains("no case     closed in rule 2", output);
        XElement suite = XElement.Parse(File.ReadAllText(Path.Combine(_folder, "out.xml")));
        Assert.Equal(("2", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Single(suite.Descendants("failure"));
    }

    [Fact]
    public void A_table_that_holds_is_a_success()
    {
        (int exit, string output, string error) = RunTable("fabric: demo.yaml\ntests: [{ from: vm-b, to: vm-a, service: any, expect: allow }]");
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public void A_table_with_a_fault_shows_its_place()
    {
        (int exit, _, string error) = RunTable("fabric: demo.yaml\ntests: [{ from: vm-x, to: vm-a, service: any, expect: allow }]");
        Assert.Equal(2, exit);
        Assert.Contains("error[W0230]: `vm-x` is no host, client or address of this fabric", error);
    }

    [Fact]
    public void Policies_are_shown_with_their_hosts_and_rules()
    {
        (int exit, string output, _) = WeftProcess.Run("", "policy", "show", FabricFile);
        Assert.Equal(0, exit);
        Assert.Contains("  for   vm-b\n", output);
        Assert.Contains("  in   1  allow tcp/22 from vm-a   (admin)\n", output);
        Assert.Contains("  in   2  deny udp from any, logged\n", output);
        Assert.Contains("  in   -  deny  everything else\n", output);
        Assert.Contains("  out   everything passes\n", output);
        Assert.Contains("  qos   each host: in at most 50M, out at most 10M, sent as CS1\n", output);
        Assert.Equal("vm-a has no policy: it may send and receive everything\n", WeftProcess.Run("", "policy", "show", FabricFile, "vm-a").Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string FabricFile => Path.Combine(_folder, "demo.yaml");

    private (int Exit, string Output, string Error) RunTable(string text)
    {
        string table = Path.Combine(_folder, "table.yaml");
        File.WriteAllText(table, text);
        return WeftProcess.Run("", "policy", "test", table, "--junit", Path.Combine(_folder, "out.xml"));
    }
}

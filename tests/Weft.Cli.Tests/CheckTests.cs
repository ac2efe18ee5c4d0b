using System.Text.Json;
using Weft.Model;

namespace Weft.Cli.Tests;

/// <summary>What <c>weft check</c> and <c>weft help</c> print and return.</summary>
public sealed class CheckTests
{
    private const string Good = "fabric: demo\nnodes: [leaf1]\n";

    private const string Bad =
        """
        fabric: demo
        sites: [dc1, dc2]
        nodes:
          leaf1: { site: dc1 }
        subnets:
          web: { vlan: 5000, gateway: [10.1.0.1/24], home: dc1 }
          db: { vlan: 20, gateway: [10.1.0.1/16], home: dc1 }
        """;

    [Fact]
    public void A_fault_shows_its_line_with_a_caret_the_other_party_and_the_cure()
    {
        string expected =
            """
            error[W0104]: VLAN 5000 is outside 1-4094
              demo.yaml:6:16
              6 |   web: { vlan: 5000, gateway: [10.1.0.1/24], home: dc1 }
                |                ^^^^ use 1 to 4094
            error[W0311]: subnets `db` and `web` overlap in VRF `default`: 10.1.0.0/16 holds 10.1.0.0/24
              demo.yaml:7:29
              6 |   web: { vlan: 5000, gateway: [10.1.0.1/24], home: dc1 }
                |                                ----------- `web` is here
              7 |   db: { vlan: 20, gateway: [10.1.0.1/16], home: dc1 }
                |                             ^^^^^^^^^^^ narrow this prefix, or give `db` its own `vrf:`

            2 errors, 0 warnings, 3 nodes, subnets and hosts read. More: weft help W0311

            """;
        Assert.Equal(expected, new FaultText(Paint.None).Render(new CheckedFile("demo.yaml", Bad, FabricFile.Load(Bad)), showAll: false));
    }

    [Fact]
    public void At_most_fifty_faults_are_shown_unless_all_are_asked_for()
    {
        string text = Good + "subnets:\n" + string.Concat(Enumerable.Range(1, 62).Select(n => $"  s{n}: {{ vlan: 5000, gateway: 10.{n}.0.1/24 }}\n"));
        CheckedFile file = new("many.yaml", text, FabricFile.Load(text));
        string shown = new FaultText(Paint.None).Render(file, showAll: false);
        Assert.Equal(50, shown.Split("error[").Length - 1);
        Assert.Contains("and 12 more, --all shows them\n", shown, StringComparison.Ordinal);
        Assert.Equal(62, new FaultText(Paint.None).Render(file, showAll: true).Split("error[").Length - 1);
    }

    [Fact]
    public void A_long_line_is_shown_as_a_window_around_the_place_and_control_characters_never_reach_the_terminal()
    {
        string text = $"fabric: demo\nnodes: [{string.Join(", ", Enumerable.Range(1, 100).Select(n => $"leaf{n}"))}, \"\\e[31mred\"]\n";
        string shown = new FaultText(Paint.None).Render(new CheckedFile("long.yaml", text, FabricFile.Load(text)), showAll: true);
        Assert.DoesNotContain('\e', shown);
        Assert.All(shown.Split('\n').Where(line => line.Contains(" | ", StringComparison.Ordinal) && !line.Contains('^')), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public void Json_is_one_document_with_a_format_whatever_the_number_of_files()
    {
        CheckedFile[] files = [new("a.yaml", Good, FabricFile.Load(Good)), new("b.yaml", Bad, FabricFile.Load(Bad))];
        JsonElement root = JsonDocument.Parse(FaultJson.Render(files)).RootElement;
        Assert.Equal("weft.check/1", root.GetProperty("format").GetString());
        Assert.Equal(2, root.GetProperty("errors").GetInt32());
        JsonElement fault = root.GetProperty("files")[1].GetProperty("faults")[1];
        Assert.Equal("W0311", fault.GetProperty("code").GetString());
        Assert.Equal(7, fault.GetProperty("line").GetInt32());
        Assert.Equal(6, fault.GetProperty("labels")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public void Sarif_names_rule_level_and_region()
    {
        JsonElement run = JsonDocument.Parse(FaultSarif.Render([new("b.yaml", Bad, FabricFile.Load(Bad))])).RootElement.GetProperty("runs")[0];
        Assert.Equal(["W0104", "W0311"], run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        JsonElement result = run.GetProperty("results")[0];
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal(16, result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startColumn").GetInt32());
    }

    [Fact]
    public void Exit_codes_are_0_for_no_fault_1_for_faults_and_2_for_a_wrong_command_line()
    {
        Assert.Equal(0, WeftProcess.Run(Good, "check", "-").Exit);
        Assert.Equal(1, WeftProcess.Run(Bad, "check", "-").Exit);
        Assert.Equal(2, WeftProcess.Run("", "check", "no-such-file.yaml").Exit);
        Assert.Equal(2, WeftProcess.Run("", "check").Exit);
        Assert.Equal(2, WeftProcess.Run("", "check", "-", "--format", "xml").Exit);
    }

    [Fact]
    public void Output_to_a_pipe_has_no_escape_codes_and_errors_of_usage_go_to_standard_error()
    {
        Assert.DoesNotContain('\e', WeftProcess.Run(Bad, "check", "-").Output);
        (int exit, string output, string error) = WeftProcess.Run("", "help", "W9999");
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("W9999", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_shows_why_the_wrong_and_the_right()
    {
        string shown = FaultHelp.Render(FaultCatalog.Find(FaultCode.BridgeLoop), Paint.None);
        Assert.StartsWith("W0317 error: bridged links form a loop\n\n", shown, StringComparison.Ordinal);
        Assert.Contains("\nsays\n    error[W0317]: this link closes a loop", shown, StringComparison.Ordinal);
        Assert.Contains("\nright\n    fabric: demo\n", shown, StringComparison.Ordinal);
    }
}

using System.CommandLine;
using Weft.Model;
using Weft.Simulation;
using Weft.Wire;

namespace Weft.Cli;

/// <summary><c>weft capture violations</c>: frames that guarded ports refused, as a file that tcpdump and tshark read.</summary>
internal static class CaptureCommand
{
    public static Command Create()
    {
        NodeOptions nodes = new("weft capture");
        Option<string> output = new("--output", "-o") { Description = "the file to write; - for standard output", Required = true };
        Command violations = new(
            "violations",
            "Write the last frames that guarded ports refused: of each offence the first few and one for each event, up to 256 octets of each. "
            + "Exit code 0: written, 4: not every node answered, 5: none did.")
        {
            nodes.Node, nodes.Socket, nodes.All, output,
        };
        violations.SetAction(parsed => nodes.Choose(parsed) is { } chosen ? Run(chosen, parsed.GetValue(output)!) : ExitCode.Usage);
        return new Command("capture", "Write what running nodes have seen as capture files.") { violations };
    }

    private static int Run(List<NodeSocket> nodes, string path)
    {
        ShowAnswers answers = ShowAnswers.Ask(nodes, new ApiRequest { Get = ApiFormat.RefusedFrames });
        answers.Reasons.ForEach(reason => Console.Error.WriteLine($"weft capture: {reason}"));
        if (answers.Reports.Count == 0)
        {
            return ExitCode.CouldNotRun;
        }

        RefusedFrameReport[] frames = [.. answers.Reports.SelectMany(report => report.RefusedFrames ?? []).OrderBy(frame => frame.At)];
        try
        {
            using Stream stream = path == "-" ? Console.OpenStandardOutput() : File.Create(path);
            PcapWriter writer = new(stream);
            foreach (RefusedFrameReport frame in frames)
            {
                writer.Write(frame.At, new VlanId(frame.Vlan), Convert.FromBase64String(frame.Octets), frame.Length);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"weft capture: {exception.Message}");
            return ExitCode.CouldNotRun;
        }

        Console.Error.WriteLine($"{CellText.Of(frames.Length, "frame")} of {CellText.Of(frames.Select(frame => (frame.Node, frame.Port)).Distinct().Count(), "port")}" + (path == "-" ? string.Empty : $" in {path}"));
        return answers.Silent.Count > 0 ? ExitCode.Partial : ExitCode.Yes;
    }
}

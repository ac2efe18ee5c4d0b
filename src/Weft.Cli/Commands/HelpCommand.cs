using System.CommandLine;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft help W0207</c>: what a fault means, with an example that fails and the same cured. Works offline.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        Argument<string?> topic = new("TOPIC") { Description = "a fault code, as in W0207; a command; or `faults` for a list of all codes", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("help", "Explain a fault code or a command.") { topic };
        command.SetAction(parsed => Run(root, parsed.GetValue(topic)));
        return command;
    }

    private static int Run(RootCommand root, string? topic)
    {
        if (topic is null)
        {
            return root.Parse(["--help"]).Invoke();
        }

        if (topic == "faults")
        {
            foreach (FaultInfo info in FaultCatalog.All)
            {
                Console.Out.WriteLine($"{info.Code.Text()}  {info.Title}");
            }

            return ExitCode.Yes;
        }

        if (FaultCodeText.TryParse(topic, out FaultCode code))
        {
            Console.Out.Write(FaultHelp.Render(FaultCatalog.Find(code), Paint.ForOutput));
            return ExitCode.Yes;
        }

        if (root.Subcommands.Any(known => known.Name == topic))
        {
            return root.Parse([topic, "--help"]).Invoke();
        }

        Console.Error.WriteLine($"weft help: `{topic}` is neither a fault code nor a command; `weft help faults` lists the codes");
        return ExitCode.Usage;
    }
}

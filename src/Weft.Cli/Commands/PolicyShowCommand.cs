using System.CommandLine;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft policy show FABRIC [HOST]</c>: the policies with their hosts and rules, or what holds for one host.</summary>
internal static class PolicyShowCommand
{
    public static Command Create()
    {
        Argument<string> fabric = new("FABRIC") { Description = "one of the project's fabrics or a fabric file" };
        Argument<string?> host = new("HOST") { Description = "a host or an address; without it all policies", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("show", "Show policies: who has them, and their rules in order. Exit code 0, or 2 when there is no such fabric or host.") { fabric, host };
        command.SetAction(parsed => Run(parsed.GetValue(fabric)!, parsed.GetValue(host)));
        return command;
    }

    private static int Run(string fabricName, string? host)
    {
        if (Home.OpenFabric(fabricName) is not { Fabric: var fabric })
        {
            return ExitCode.Usage;
        }

        if (host is null)
        {
            Console.Out.Write(PolicyText.All(fabric));
            return ExitCode.Yes;
        }

        PolicyParty[] parties = [.. PolicyParties.Find(fabric, host)];
        if (parties.Length == 0)
        {
            Console.Error.WriteLine($"weft policy show: no host {host}; {Suggestion.For(host, PolicyParties.Names(fabric), "hosts and clients")}");
            return ExitCode.Usage;
        }

        Console.Out.Write(fabric.FindPolicy(parties[0].Policy) is { } policy ? PolicyText.One(fabric, policy) : $"{host} has no policy: it may send and receive everything\n");
        return ExitCode.Yes;
    }
}

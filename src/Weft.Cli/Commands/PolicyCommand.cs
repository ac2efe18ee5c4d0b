using System.CommandLine;

namespace Weft.Cli;

/// <summary><c>weft policy</c>: what hosts may send and receive.</summary>
internal static class PolicyCommand
{
    public static Command Create() => new("policy", "Ask what hosts may send and receive, by the fabric file alone.")
    {
        PolicyTestCommand.Create(),
        PolicyShowCommand.Create(),
    };
}
